// Laws of what steers a mock: durations, clocks and fault rules read any text, and mean what they say.
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "contracts/documents/duration.h"
#include "mock/faults/fault.h"
#include "mock/state/clock.h"
#include "mock/state/rate_limit.h"
#include "tests/law.h"

namespace assay::test {
namespace {

using std::chrono::microseconds;

// Texts that look like rules, so that many are read to their end.
rc::Gen<std::string> rule_like() {
  const auto word = rc::gen::elementOf(
      std::vector<std::string>{"latency",   "status", "slow-body", "cut-body", "bad-chunk", "reset-before",
                               "no-answer", "id",     "nth",       "every",    "p",         "=",
                               "=",         ",",      ",",         "503",      "1",         "0.5",
                               "200ms",     "..",     "2s",        "16/100ms", "-1",        "9999999999999999999999",
                               "",          "x",      "\xFF"});
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(word), [](const std::vector<std::string>& words) {
    std::string text;
    for (const auto& part : words) text += part;
    return text;
  });
}

// Reads, or is refused with a sentence.
template <typename Read>
bool is_read(const Read& read) try {
  read();
  return true;
} catch (const std::invalid_argument& error) {
  RC_ASSERT(!std::string(error.what()).empty());
  return false;
}

}  // namespace

TEST_CASE("no text breaks the readers of rules, clocks and durations") {
  rc::prop("each is read or refused with a reason", [] {
    const std::string text = *rc::gen::oneOf(rule_like(), rc::gen::string<std::string>());
    const bool is_rule = is_read([&] { parse_fault(text); });
    RC_CLASSIFY(is_rule, "a rule");
    is_read([&] { parse_clock(text); });
    is_read([&] { parse_duration(text); });
  });
}

TEST_CASE("a duration means what it is written as") {
  rc::prop("reading what was written gives the same", [] {
    const microseconds duration{*rc::gen::inRange<std::int64_t>(0, longest_duration.count())};
    RC_ASSERT(parse_duration(to_text(duration)) == duration);
  });
}

TEST_CASE("a clock that stands is where it was put, and goes as far as it is moved") {
  rc::prop("set, advance, read", [] {
    const Moment at{microseconds{*rc::gen::inRange<std::int64_t>(-4'000'000'000'000'000, 4'000'000'000'000'000)}};
    Clock clock({.runs = ClockSetting::Runs::not_at_all, .at = at});
    Moment expected = at;
    for (const int step : *rc::gen::container<std::vector<int>>(rc::gen::arbitrary<int>())) {
      clock.advance(microseconds{step});
      expected += microseconds{step};
      RC_ASSERT(clock.now() == expected);
    }
  });
}

TEST_CASE("no caller gets more than its limit in any minute that it began") {
  rc::prop("granted requests, minute by minute", [] {
    const int limit = *rc::gen::inRange(1, 5);
    RateLimit rate(limit);
    Moment now = Moment{std::chrono::hours(24 * 20000)};
    Moment begin = now - std::chrono::hours(1);
    int granted = 0;
    for (const int seconds : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 40))) {
      now += std::chrono::seconds(seconds);
      const Allowance allowance = rate.take("a", now);
      if (now >= begin + std::chrono::minutes(1)) {
        begin = now;
        granted = 0;
      }
      RC_ASSERT(allowance.granted == (granted < limit));
      granted += allowance.granted ? 1 : 0;
      RC_ASSERT(allowance.remaining == limit - granted);
      RC_ASSERT(allowance.reset == begin + std::chrono::minutes(1));
      RC_ASSERT(now + allowance.wait >= allowance.reset);
    }
  });
}

}  // namespace assay::test

#include "mock/state/clock.h"

#include <stdexcept>

#include "contracts/documents/duration.h"
#include "tests/catch.h"

namespace assay::test {
using namespace std::chrono_literals;

namespace {

const Moment noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 31} + 12h;

std::string refused(std::string_view text) try {
  parse_clock(text);
  return "taken";
} catch (const std::invalid_argument& error) {
  return error.what();
}

Moment machine() { return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()); }

}  // namespace

TEST_CASE("a clock set to a date-time stands there until it is advanced") {
  Clock clock(parse_clock("2026-01-31T13:00:00.000001+01:00"));
  CHECK(clock.now() == noon + 1us);
  CHECK(clock.now() == noon + 1us);
  clock.advance(90min);
  CHECK(clock.now() == noon + 90min + 1us);
  clock.advance(-90min);
  CHECK(clock.now() == noon + 1us);
}

TEST_CASE("a clock runs ahead of the machine's or behind it by what it was told") {
  for (const auto& [text, ahead] : {std::pair{"+90m", 90min}, {"-2d", -48h}, {"+0s", 0min}}) {
    const Clock clock(parse_clock(text));
    const Moment before = machine();
    const Moment now = clock.now();
    CHECK(now >= before + ahead);
    CHECK(now <= machine() + ahead);
  }
}

TEST_CASE("an advanced clock goes on running") {
  Clock clock;
  clock.advance(1h);
  CHECK(clock.setting() == ClockSetting{.ahead = 1h});
}

TEST_CASE("dates before 1970 and shifts into the past are kept") {
  CHECK(Clock(parse_clock("1960-01-01T00:00:00Z")).now() ==
        Moment{std::chrono::sys_days{std::chrono::year{1960} / 1 / 1}});
  CHECK(Clock({.ahead = -1us}).setting() == ClockSetting{.ahead = -1us});
}

TEST_CASE("what is no clock is refused with what it could have been") {
  CHECK(refused("tomorrow").find("2026-01-31T08:15:30Z") != std::string::npos);
  CHECK(refused("2026-02-29T00:00:00Z").find("February") != std::string::npos);
  CHECK(refused("+1").find("no length of time") != std::string::npos);
  CHECK(refused("+").find("no length of time") != std::string::npos);
  CHECK(refused("+99999999d").find("longer") != std::string::npos);
}

TEST_CASE("lengths of time are read with their unit, and written in the longest that is whole") {
  CHECK(parse_duration("250us") == 250us);
  CHECK(parse_duration("200ms") == 200ms);
  CHECK(parse_duration("1.5s") == 1500ms);
  CHECK(parse_duration("2h") == 2h);
  CHECK(parse_duration("0s") == 0s);
  CHECK(to_text(std::chrono::microseconds(1500ms)) == "1500ms");
  CHECK(to_text(std::chrono::microseconds(48h)) == "2d");
  CHECK(to_text(std::chrono::microseconds(-90min)) == "-90m");
  for (const auto* text : {"", "s", "1", "-1s", "1..2s", "1e3s", "1 s", "1w", ".s", "inf", "1sx"}) {
    INFO(text);
    CHECK_THROWS_AS(parse_duration(text), std::invalid_argument);
  }
}

}  // namespace assay::test

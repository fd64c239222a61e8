#include "mock/state/rate_limit.h"

#include "mock/state/clock.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"

namespace assay::test {
using namespace std::chrono_literals;

namespace {

const Moment noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 31} + 12h;

// A mock that grants two requests a minute, and its clock.
struct Limited {
  std::shared_ptr<Clock> clock =
      std::make_shared<Clock>(ClockSetting{.runs = ClockSetting::Runs::not_at_all, .at = noon});
  Handler mock{};

  explicit Limited(Policy policy = load_embedded_policy()) {
    policy.rate_limit = 2;
    Env env = seeded_env(7);
    env.now = [at = clock] { return at->now(); };
    mock = make_mock(a_contract(policy), memory_store(five_tokens()), std::make_shared<const Env>(std::move(env)));
  }
};

}  // namespace

TEST_CASE("a request over the limit is refused with what to do and when") {
  const Limited limited;
  CHECK(ask(limited.mock, a_rotation("1")).status == 200);
  limited.clock->advance(10s + 1us);
  CHECK(header(ask(limited.mock, a_rotation("2")), "X-RateLimit-Remaining") == "0");
  const Response refused = ask(limited.mock, a_rotation("1"));
  CHECK(refused.status == 429);
  CHECK(refused.body == R"({"detail":"Rate limit exceeded","error":"rate_limited"})");
  CHECK(header(refused, "Retry-After") == "50");
  CHECK(header(refused, "X-RateLimit-Limit") == "2");
  CHECK(header(refused, "X-RateLimit-Remaining") == "0");
  CHECK(header(refused, "X-RateLimit-Reset") ==
        std::to_string(std::chrono::duration_cast<std::chrono::seconds>((noon + 1min).time_since_epoch()).count()));
}

TEST_CASE("who waits as long as Retry-After says is served again") {
  const Limited limited;
  for (int i = 0; i < 2; ++i) ask(limited.mock, a_rotation("1"));
  const auto wait = std::chrono::seconds(std::stoi(header(ask(limited.mock, a_rotation("1")), "Retry-After")));
  limited.clock->advance(wait - 1s);
  CHECK(ask(limited.mock, a_rotation("1")).status == 429);
  limited.clock->advance(1s);
  const Response served = ask(limited.mock, a_rotation("1"));
  CHECK(served.status == 200);
  CHECK(header(served, "X-RateLimit-Remaining") == "1");
}

TEST_CASE("every answer of the operation is counted and says what is left, an unknown path is not") {
  const Limited limited;
  CHECK(ask(limited.mock, {.method = "POST", .target = "/"}).status == 404);
  CHECK(header(ask(limited.mock, {.method = "POST", .target = "/"}), "X-RateLimit-Limit") == "(none)");
  CHECK(header(ask(limited.mock, a_rotation("abc")), "X-RateLimit-Remaining") == "1");
  CHECK(header(ask(limited.mock, a_rotation("77")), "X-RateLimit-Remaining") == "0");
  CHECK(ask(limited.mock, a_rotation("abc")).status == 429);
}

TEST_CASE("a refused rotation changes nothing") {
  const Limited limited;
  const Limited unlimited_elsewhere;
  for (int i = 0; i < 5; ++i) ask(limited.mock, a_rotation("1"));
  limited.clock->advance(1min);
  for (int i = 0; i < 2; ++i) ask(unlimited_elsewhere.mock, a_rotation("1"));
  unlimited_elsewhere.clock->advance(1min);
  CHECK(ask(limited.mock, a_rotation("1")).body == ask(unlimited_elsewhere.mock, a_rotation("1")).body);
}

TEST_CASE("strangers are refused before the limit, and use nothing of it") {
  Policy policy = load_embedded_policy();
  policy.bearer = "letmein";
  const Limited limited(policy);
  for (int i = 0; i < 5; ++i) CHECK(ask(limited.mock, a_rotation("1")).status == 401);
  const Response served = ask(limited.mock, a_rotation("1", {{"Authorization", "Bearer letmein"}}));
  CHECK(header(served, "X-RateLimit-Remaining") == "1");
}

TEST_CASE("each session has a limit of its own") {
  const Limited limited;
  for (int i = 0; i < 3; ++i) ask(limited.mock, a_rotation("1", {{"X-Assay-Session", "a"}}));
  CHECK(ask(limited.mock, a_rotation("1", {{"X-Assay-Session", "a"}})).status == 429);
  CHECK(ask(limited.mock, a_rotation("1", {{"X-Assay-Session", "b"}})).status == 200);
  CHECK(ask(limited.mock, a_rotation("1")).status == 200);
}

TEST_CASE("a clock that is set back opens a new minute") {
  RateLimit limit(1);
  CHECK(limit.take("a", noon).granted);
  CHECK_FALSE(limit.take("a", noon).granted);
  CHECK(limit.take("a", noon - 1h).granted);
}

TEST_CASE("of very many callers the oldest is forgotten, not the limit") {
  RateLimit limit(1);
  for (int i = 0; i < 5000; ++i) limit.take(std::to_string(i), noon + std::chrono::microseconds(i));
  CHECK(limit.take("0", noon + 1s).granted);
  CHECK_FALSE(limit.take("4999", noon + 1s).granted);
}

}  // namespace assay::test

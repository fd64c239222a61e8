// The mock's clock and dates stay where four digits can write the year.
#include <stdexcept>

#include "contracts/documents/duration.h"
#include "mock/state/clock.h"
#include "mock/state/moment.h"
#include "mock/state/token_file.h"
#include "tests/catch.h"
#include "tests/mock/admin/an_admin.h"

namespace assay::test {
using namespace std::chrono_literals;

namespace {

std::string refused(std::string_view text) try {
  parse_clock(text);
  return "taken";
} catch (const std::invalid_argument& error) {
  return error.what();
}

}  // namespace

TEST_CASE("a clock is set to the first and the last moment that a date-time can write, and not beyond") {
  CHECK(to_rfc3339(Clock(parse_clock("0000-01-01T00:00:00Z")).now()) == "0000-01-01T00:00:00Z");
  CHECK(to_rfc3339(Clock(parse_clock("9999-12-31T23:59:59.999999Z")).now()) == "9999-12-31T23:59:59.999999Z");
  CHECK_THAT(refused("0000-01-01T00:00:00+00:01"), Catch::Contains("years 0000 to 9999"));
  CHECK_THAT(refused("9999-12-31T23:59:59-00:01"), Catch::Contains("years 0000 to 9999"));
}

TEST_CASE("a clock that stands is not advanced beyond the years that a date-time can write, and stays as it was") {
  Clock late(parse_clock("9999-12-31T23:59:59Z"));
  late.advance(999999us);
  CHECK_THROWS_AS(late.advance(1us), std::invalid_argument);
  CHECK(late.now() == last_moment);
  Clock early(parse_clock("0000-01-01T00:00:01Z"));
  early.advance(-1s);
  CHECK_THROWS_AS(early.advance(-1us), std::invalid_argument);
  CHECK(early.now() == first_moment);
}

TEST_CASE("a clock that runs is not advanced beyond the years that a date-time can write either") {
  for (const auto step : {longest_duration, -longest_duration}) {
    Clock clock;
    int steps = 0;
    try {
      for (; steps < 1000; ++steps) clock.advance(step);
    } catch (const std::invalid_argument&) {
      CHECK(clock.setting() == ClockSetting{.ahead = steps * step});
    }
    CHECK(steps < 100);
  }
}

TEST_CASE("a clock that runs past the year 9999 stands there") {
  CHECK(Clock({.ahead = 24h * 366 * 9000}).now() == last_moment);
}

TEST_CASE("a token's dates are refused where their offset leaves the years 0000 to 9999") {
  const auto with = [](const std::string& created) {
    return "[{id: 1, name: n, token: t_1234, created_by: a, created_at: " + created + "}]";
  };
  CHECK(parse_tokens(with("9999-12-31T23:59:59Z"), "t.yaml").size() == 1);
  for (const auto* date : {"9999-12-31T23:59:59-01:00", "0000-01-01T00:00:00+01:00"})
    CHECK_THROWS_WITH(parse_tokens(with(date), "t.yaml"), Catch::Contains("years 0000 to 9999"));
}

TEST_CASE("the admin API answers 422 to a clock beyond the years 0000 to 9999, and the clock stays where it was") {
  const test::Controlled controlled;
  controlled.send(200, "PUT", "/clock", R"({"set": "9999-12-31T23:59:59Z"})");
  const auto problem = controlled.send(422, "POST", "/clock/advance", R"({"by": "1s"})");
  CHECK(problem.at("errors").at(0).at("pointer") == "/by");
  CHECK_THAT(problem.at("detail").get<std::string>(), Catch::Contains("years 0000 to 9999"));
  CHECK(controlled.send(422, "PUT", "/clock", R"({"set": "9999-12-31T23:59:59-01:00"})").at("errors").size() == 1);
  CHECK(controlled.get("/clock").at("now") == "9999-12-31T23:59:59Z");
}

}  // namespace assay::test

#include <cstdint>

#include "contracts/schema/rfc3339.h"

#include "tests/catch.h"

namespace assay::test {
namespace {

std::int64_t seconds(std::string_view text) {
  INFO(text);
  const auto instant = parse_rfc3339(text);
  REQUIRE(instant);
  CHECK(explain_rfc3339(text).empty());
  return instant->seconds;
}

std::string why(std::string_view text) {
  CHECK_FALSE(parse_rfc3339(text));
  return explain_rfc3339(text);
}

}  // namespace

TEST_CASE("the examples of RFC 3339, 5.8, are instants") {
  CHECK(seconds("1985-04-12T23:20:50.52Z") == 482196050);
  CHECK(seconds("1996-12-19T16:39:57-08:00") == seconds("1996-12-20T00:39:57Z"));
  CHECK(seconds("1990-12-31T23:59:60Z") == 662688000);
  CHECK(seconds("1990-12-31T15:59:60-08:00") == 662688000);
  CHECK(seconds("1937-01-01T12:00:27.87+00:20") == -1041337173);
}

TEST_CASE("the epoch and the ends of the calendar have the seconds that they have") {
  CHECK(seconds("1970-01-01T00:00:00Z") == 0);
  CHECK(seconds("1969-12-31T23:59:59Z") == -1);
  CHECK(seconds("0000-01-01T00:00:00Z") == -62167219200);
  CHECK(seconds("9999-12-31T23:59:59Z") == 253402300799);
}

TEST_CASE("T and Z may be small letters") { CHECK(seconds("1970-01-01t00:00:01z") == 1); }

TEST_CASE("what is missing or too much is said") {
  CHECK(why("") == "it does not start with a date as YYYY-MM-DD");
  CHECK(why("2026-1-01T00:00:00Z") == "it does not start with a date as YYYY-MM-DD");
  CHECK(why("+2026-01-01T00:00:00Z") == "it does not start with a date as YYYY-MM-DD");
  CHECK(why("2026-01-01") == "no time after the date");
  CHECK(why("2026-01-01 00:00:00Z") == "no T between date and time");
  CHECK(why("2026-01-01T00:00Z") == "no time as hh:mm:ss, with a point and digits after it or nothing");
  CHECK(why("2026-01-01T00:00:00.Z") == "no time as hh:mm:ss, with a point and digits after it or nothing");
  CHECK(why("2026-01-01T00:00:00") == "no offset from UTC");
  CHECK(why("2026-01-01T00:00:00.123") == "no offset from UTC");
  for (const char* offset : {"+0100", "+01", "+1:00", "+24:00", "+00:60", "-", "+", "UTC", " Z", ",5Z", "+-1:00"}) {
    INFO(offset);
    CHECK(why(std::string("2026-01-01T00:00:00") + offset) == "the offset from UTC is neither Z nor +hh:mm or -hh:mm");
  }
  CHECK(why("2026-01-01T00:00:00Z ") == "something stands after the offset");
  CHECK(why("2026-01-01T00:00:00ZZ") == "something stands after the offset");
  CHECK(why(std::string_view("2026-01-01T00:00:00Z\0", 21)) == "something stands after the offset");
}

TEST_CASE("days are counted by month and leap year") {
  CHECK(parse_rfc3339("2024-02-29T00:00:00Z"));
  CHECK(parse_rfc3339("2000-02-29T00:00:00Z"));
  CHECK(why("1900-02-29T00:00:00Z") == "February 1900 has no day 29");
  CHECK(why("2026-02-29T00:00:00Z") == "February 2026 has no day 29");
  CHECK(why("2026-04-31T00:00:00Z") == "April 2026 has no day 31");
  CHECK(why("2026-12-00T00:00:00Z") == "December 2026 has no day 0");
  CHECK(why("2026-00-01T00:00:00Z") == "there is no month 0");
  CHECK(why("2026-13-01T00:00:00Z") == "there is no month 13");
}

TEST_CASE("there is no 24:00 and no minute 60") {
  CHECK(why("2026-01-01T24:00:00Z") == "there is no hour 24");
  CHECK(why("2026-01-01T00:60:00Z") == "there is no minute 60");
  CHECK(why("2026-01-01T00:00:61Z") == "there is no second 61");
}

TEST_CASE("second 60 stands only at 23:59:60 UTC of a month's last day") {
  const std::string only = "second 60 stands only at 23:59:60 UTC of the last day of a month";
  CHECK(why("2026-01-01T00:00:60Z") == only);
  CHECK(why("2026-06-29T23:59:60Z") == only);
  CHECK(why("2016-12-31T23:59:60-08:00") == only);
  CHECK(parse_rfc3339("2016-12-31T23:59:60.5Z"));
  CHECK(parse_rfc3339("2017-01-01T05:29:60+05:30"));
}

TEST_CASE("equal instants are equal whatever their offset or digits") {
  CHECK(parse_rfc3339("2026-01-01T01:00:00+01:00") == parse_rfc3339("2026-01-01T00:00:00.000Z"));
  CHECK(parse_rfc3339("2026-01-01T00:00:00.5Z") == parse_rfc3339("2025-12-31T23:30:00.500-00:30"));
  CHECK(parse_rfc3339("2026-01-01T00:00:00.5Z") != parse_rfc3339("2026-01-01T00:00:00.50000000000000000001Z"));
}

TEST_CASE("instants are ordered to the last digit") {
  const auto at = [](const char* text) { return *parse_rfc3339(text); };
  CHECK(at("2026-01-01T00:00:00.49Z") < at("2026-01-01T00:00:00.5Z"));
  CHECK(at("2026-01-01T00:00:00Z") < at("2026-01-01T00:00:00.000000000001Z"));
  CHECK(at("2026-01-01T00:00:00.9Z") < at("2026-01-01T00:00:01Z"));
  CHECK_FALSE(at("2026-01-01T00:00:00.50Z") < at("2026-01-01T00:00:00.5Z"));
}

TEST_CASE("40,000 digits are read like any other") {
  const std::string digits(40'000, '1');
  CHECK(parse_rfc3339("2026-01-01T00:00:00." + digits + "Z")->fraction == digits);
  CHECK_FALSE(parse_rfc3339(digits));
}

}  // namespace assay::test

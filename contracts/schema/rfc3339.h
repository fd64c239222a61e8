// RFC 3339 date-times: the grammar of section 5.6 and the calendar of section 5.7, no more and no less.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assay {

// A point on the UTC time line. Equal instants compare equal whatever their offset or number of digits.
struct Instant {
  std::int64_t seconds = 0;  // since 1970-01-01T00:00:00Z; a leap second is counted as the second after it
  std::string fraction{};    // digits after the point without trailing zeros: any precision
  bool operator==(const Instant&) const = default;
};

bool operator<(const Instant& a, const Instant& b);

// The instant, or nothing when `text` is no RFC 3339 date-time: offset required, T/t and Z/z taken, no 24:00, days by
// month and leap year, second 60 only at 23:59:60 UTC of the last day of a month.
std::optional<Instant> parse_rfc3339(std::string_view text);

// "2026-01-31T08:15:30" of a second: what a fraction, and an offset or 'Z', stand behind. Of years 0 to 9999.
std::string date_and_time(std::chrono::sys_seconds second);

// Why parse_rfc3339 gives nothing, for a person: "no offset from UTC", "February 2026 has no day 29", ...; empty when
// valid.
std::string explain_rfc3339(std::string_view text);

}  // namespace assay

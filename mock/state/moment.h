// A point on the UTC time line as the mock keeps it: FastAPI's date-times have microseconds.
#pragma once

#include <chrono>
#include <string>

#include "contracts/schema/rfc3339.h"

namespace assay {

using Moment = std::chrono::sys_time<std::chrono::microseconds>;

// What RFC 3339 can write in UTC: years 0000 to 9999.
inline constexpr Moment first_moment = std::chrono::sys_days{std::chrono::year{0} / 1 / 1};
inline constexpr Moment last_moment =
    std::chrono::sys_days{std::chrono::year{10000} / 1 / 1} - std::chrono::microseconds{1};

// What a date-time names, to the microsecond: finer digits are cut. Throws std::invalid_argument, with a sentence for a
// person, for one that its offset puts before first_moment or behind last_moment.
Moment moment_of(const Instant& instant);

// The moment itself; throws as moment_of does.
Moment checked(Moment moment);

// "2026-01-31T08:15:30Z"; with six digits of a second when the microseconds are not 0. Years 0 to 9999.
std::string to_rfc3339(Moment instant);

// "Sat, 31 Jan 2026 08:15:30 GMT", as the header Date has it (RFC 9110 5.6.7). Years 0 to 9999.
std::string to_http_date(Moment instant);

}  // namespace assay

// Points in time as reports print them.
#pragma once

#include <chrono>
#include <string>

namespace assay {

// "2026-03-01T12:00:00.250Z": RFC 3339, UTC, milliseconds (rounded down).
std::string to_timestamp(std::chrono::system_clock::time_point time);

// In milliseconds, to the microsecond (rounded down).
double to_ms(std::chrono::nanoseconds time);

}  // namespace assay

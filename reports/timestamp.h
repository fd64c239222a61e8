// Points in time as reports print them, and as HTTP does.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace assay {

// "2026-03-01T12:00:00.250Z": RFC 3339, UTC, milliseconds (rounded down).
std::string to_timestamp(std::chrono::system_clock::time_point time);

// The time of a Date header in its preferred form (RFC 9110 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT".
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text);

}  // namespace assay

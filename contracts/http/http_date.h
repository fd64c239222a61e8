// Dates of HTTP headers.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace assay {

// An HTTP-date in any of its three forms (RFC 9110 5.6.7); nothing for any other text. Pure.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text);

}  // namespace assay

// How long a server asks to be left alone.
#pragma once

#include <chrono>
#include <optional>

#include "contracts/http/http.h"

namespace assay {

// The wait that the answer's Retry-After asks for, zero for a date that is past; nothing when there is no such header
// or it is neither a number of seconds nor an HTTP-date in one of its three forms (RFC 9110 10.2.3, 5.6.7). Pure.
// Capped at ten years.
std::optional<std::chrono::seconds> retry_after(const Response& response, std::chrono::system_clock::time_point now);

}  // namespace assay

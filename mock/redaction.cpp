#include "mock/redaction.h"

#include <algorithm>
#include <array>

namespace assay {
namespace {

constexpr std::array<std::string_view, 14> harmless = {"Accept",
                                                       "Accept-Encoding",
                                                       "Accept-Language",
                                                       "Connection",
                                                       "Content-Length",
                                                       "Content-Type",
                                                       "Date",
                                                       "Expect",
                                                       "Host",
                                                       "Idempotency-Key",
                                                       "Prefer",
                                                       "Transfer-Encoding",
                                                       "User-Agent",
                                                       "X-Assay-Session"};

constexpr std::size_t shortest_secret = 4;

bool is_harmless(std::string_view name) {
  return std::any_of(harmless.begin(), harmless.end(),
                     [&](std::string_view known) { return equal_ignoring_case(known, name); });
}

}  // namespace

Headers redacted_request_headers(const Headers& headers) {
  Headers shown = headers;
  for (Header& header : shown)
    if (!is_harmless(header.name)) header.value = redacted;
  return shown;
}

std::string without(std::string text, const std::vector<std::string>& values) {
  for (const std::string& value : values) {
    if (value.size() < shortest_secret) continue;
    for (auto at = text.find(value); at != std::string::npos; at = text.find(value, at + redacted.size()))
      text.replace(at, value.size(), redacted);
  }
  return text;
}

}  // namespace assay

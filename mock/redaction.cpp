#include "mock/redaction.h"

#include "contracts/harmless_headers.h"

namespace assay {
namespace {

constexpr std::size_t shortest_secret = 4;

}  // namespace

Headers redacted_request_headers(const Headers& headers) {
  Headers shown = headers;
  for (Header& header : shown)
    if (!is_harmless_header(header.name)) header.value = redacted;
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

#include "mock/admin/redaction.h"

#include "contracts/secrets/harmless_headers.h"

namespace assay {
Headers redacted_request_headers(const Headers& headers) {
  Headers shown = headers;
  for (Header& header : shown)
    if (!is_harmless_header(header.name)) header.value = redacted;
  return shown;
}

std::string without(std::string_view text, const KnownSecrets& secrets) {
  std::string shown;
  std::size_t done = 0;
  for (const TaintedSpan& span : secrets.find(text)) {
    shown.append(text.substr(done, span.begin - done)).append(redacted);
    done = span.end;
  }
  return shown.append(text.substr(done));
}

}  // namespace assay

#include "contracts/secrets/harmless_headers.h"

#include <algorithm>
#include <array>

#include "contracts/http/http.h"

namespace assay {

bool is_harmless_header(std::string_view name) {
  static constexpr std::array<std::string_view, 31> harmless = {"accept",
                                                                "accept-charset",
                                                                "accept-encoding",
                                                                "accept-language",
                                                                "access-control-request-method",
                                                                "api-version",
                                                                "cache-control",
                                                                "connection",
                                                                "content-length",
                                                                "content-type",
                                                                "date",
                                                                "expect",
                                                                "host",
                                                                "idempotency-key",
                                                                "if-match",
                                                                "if-modified-since",
                                                                "if-none-match",
                                                                "if-unmodified-since",
                                                                "origin",
                                                                "pragma",
                                                                "prefer",
                                                                "te",
                                                                "traceparent",
                                                                "transfer-encoding",
                                                                "upgrade-insecure-requests",
                                                                "user-agent",
                                                                "x-api-version",
                                                                "x-assay-session",
                                                                "x-correlation-id",
                                                                "x-request-id",
                                                                "x-trace-id"};
  return std::find(harmless.begin(), harmless.end(), to_lower(name)) != harmless.end();
}

}  // namespace assay

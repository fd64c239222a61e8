// Which operation a raw request target means, as Starlette routes it: percent-decode once, then match the decoded path.
#pragma once

#include <string>
#include <string_view>

#include "contracts/http/http.h"

namespace assay {

// A path template with one parameter, taken apart once: "/api-tokens/{token_id}/webhook/rotate-secret".
struct Route {
  std::string method{};     // upper case
  std::string before{};     // "/api-tokens/"
  std::string parameter{};  // "token_id"
  std::string after{};      // "/webhook/rotate-secret"
};

// Throws std::invalid_argument unless the template has exactly one {parameter}, alone in its segment.
Route make_route(std::string_view method, std::string_view path_template);

struct Routed {
  enum class To {
    operation,       // path and method match
    malformed,       // the target has bytes that no request line may have: 400
    unknown_path,    // 404
    slash_redirect,  // only slashes at the end are too many: 307 to `location`
    other_method,    // the path matches: 405
  };
  To to = To::unknown_path;
  std::string segment{};   // operation: the parameter, decoded, UTF-8
  std::string location{};  // slash_redirect: absolute where the request has a Host, else a path; safe in a header
};

// Order: malformed, then operation or other_method, then slash_redirect, then unknown_path.
Routed route(const Route& route, const Request& request);

// Bytes as UTF-8, with one U+FFFD for each maximal invalid subpart (Unicode 15, 3.9, table 3-8; Python's
// errors="replace").
std::string to_utf8(std::string bytes);

}  // namespace assay

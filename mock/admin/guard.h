// Who may talk to the admin API.
#pragma once

#include <optional>
#include <string_view>

#include "contracts/http/http.h"

namespace assay {

// Why the request is turned away, or nothing: 421 for a Host that is missing, doubled or not loopback's (a name that a
// web page made resolve to it), 403 for anything a browser says on behalf of a page (Origin, Sec-Fetch-Site), 401 for a
// missing or wrong bearer token. In that order.
std::optional<Response> turned_away(const Request& request, std::string_view token);

}  // namespace assay

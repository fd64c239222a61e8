// Web pages of one origin may read the mock's answers: the Fetch standard's CORS protocol (fetch.spec.whatwg.org, 3.2).
#pragma once

#include <string>
#include <string_view>

#include "contracts/http/http.h"

namespace assay {

// Whether a text is an origin as browsers send it, "http://localhost:5173", or "*" for any.
bool is_origin(std::string_view text);

// Answers a preflight of that origin by itself, with 204, whatever its path: any method, and the headers that it asks
// for, for ten minutes. Adds Access-Control-Allow-Origin, and that X-RateLimit-* and Retry-After may be read, to all
// else that is asked with that origin; answers to others stay as they are, but for Vary: Origin. "*" is any origin.
// Thread-safe where `inner` is.
Handler with_cors(Handler inner, std::string origin);

}  // namespace assay

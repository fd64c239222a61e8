// Which headers carry a credential or a session, and what of their values is secret.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contracts/http/http.h"

namespace assay {

// True for Authorization, Cookie, Set-Cookie, X-Api-Key, X-Webhook-Secret and other names that say that the value is a
// credential or a session. Of a request that a user wrote, any header that is not harmless
// (contracts/secrets/harmless_headers.h) is one.
bool is_credential_header(std::string_view name);

// The value without its scheme ("Bearer"), the two halves of Basic, each cookie's value; of Set-Cookie the cookie's
// alone. Of a header whose name says nothing also what stands behind its first word.
std::vector<std::string> credential_parts(const Header& header);

}  // namespace assay

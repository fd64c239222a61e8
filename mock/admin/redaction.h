// What of a request and an answer may be shown to someone who did not ask for secrets.
#pragma once

#include <string>
#include <string_view>

#include "contracts/http/http.h"
#include "contracts/secrets/known_secrets.h"

namespace assay {

inline constexpr std::string_view redacted = "[redacted]";

// Names stay. Of a request only the values stay that cannot be a credential (Host, Accept, Content-Type, ...).
Headers redacted_request_headers(const Headers& headers);

// `text` with every known secret replaced, however it is written (contracts/secrets/known_secrets.h).
std::string without(std::string_view text, const KnownSecrets& secrets);

}  // namespace assay

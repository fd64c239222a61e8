// What of a request and an answer may be shown to someone who did not ask for secrets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contracts/http.h"

namespace assay {

inline constexpr std::string_view redacted = "[redacted]";

// Names stay. Of a request only the values stay that cannot be a credential (Host, Accept, Content-Type, ...).
Headers redacted_request_headers(const Headers& headers);

// `text` with every occurrence of each value replaced; values of fewer than 4 bytes are left, since they would be found
// by accident.
std::string without(std::string text, const std::vector<std::string>& values);

}  // namespace assay

// Names that a policy chooses: in sentences, and compared however they are spelt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

// "a token", "an endpoint", "an HMAC key"; and a text with a capital.
std::string with_article(std::string_view noun);
std::string capital(std::string text);
// The text's letters and digits, in lower case: "endpointid" of "endpoint_id" and of "endpointId".
std::string letters_of(std::string_view text);
// "a, b and c", with `last` before the last.
std::string listed(const std::vector<std::string>& names, std::string_view last);

}  // namespace assay

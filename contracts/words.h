// Sentences of nouns that a policy chooses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

// "a token", "an endpoint", "an HMAC key"; and a text with a capital.
std::string with_article(std::string_view noun);
std::string capital(std::string text);
// "a, b and c", with `last` before the last.
std::string listed(const std::vector<std::string>& names, std::string_view last);

}  // namespace assay

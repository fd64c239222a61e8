// "Did you mean ...?" for flags, keys and names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

// The one of `known` that takes the fewest single-letter edits from `text`, when that is at most a third of its length
// (2 at least); else "".
std::string nearest_of(std::string_view text, const std::vector<std::string>& known);

}  // namespace assay

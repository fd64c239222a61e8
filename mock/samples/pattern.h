// A text that a regular expression of a schema matches.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace assay {

// Gives one of 0 to n - 1: which character of a class is taken. Decides whether texts are the same each time.
using Pick = std::function<std::size_t(std::size_t n)>;

// A text of `least` to `most` code points that `pattern` (ECMA-262) matches, printable ASCII where the pattern lets it
// be; nothing where none is found. Knows literals, classes, groups, alternatives (the first is taken), quantifiers and
// anchors; what it makes of other things is tried all the same, as every text is before it is given.
std::optional<std::string> text_matching(std::string_view pattern, std::size_t least, std::size_t most,
                                         const Pick& pick);

}  // namespace assay

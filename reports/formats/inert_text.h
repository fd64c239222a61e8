// Text that a CI's runner takes for no command of its own, wherever it is printed.
#pragma once

#include <string>
#include <string_view>

namespace assay {

// `text` in which no line begins, behind blanks of any kind, with "::", and in which neither "##[" nor "##vso[" stands:
// a colon or a number sign is told by its number instead (\u{3A}, \u{23}).
std::string inert(std::string_view text);

}  // namespace assay

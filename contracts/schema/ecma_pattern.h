// From ECMAScript's regular expressions to PCRE2's.
#pragma once

#include <string>
#include <string_view>

namespace assay {

struct EcmaPattern {
  std::string pcre{};   // what matches the same texts in PCRE2 with UTF, DOLLAR_ENDONLY and MATCH_UNSET_BACKREF
  std::string wrong{};  // why ECMA-262 with the u flag has no such pattern; empty: it has
};

// `pattern` is UTF-8. Source: ECMA-262, 22.2.1 (grammar, +UnicodeMode +NamedCaptureGroups) and 22.2.2 (what it
// matches).
EcmaPattern translate_ecma_pattern(std::string_view pattern);

}  // namespace assay

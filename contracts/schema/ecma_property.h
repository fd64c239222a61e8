// Unicode properties as ECMAScript names them in \p{...}, and as PCRE2 does.
#pragma once

#include <string>

namespace assay {

// "Uppercase_Letter", "Lu", "gc=Lu", "Script=Greek", "scx=Greek", "Alphabetic" in PCRE2's words; empty when ECMA-262
// (22.2.1.9, tables 67 to 70) has none of this name. Names of scripts are not looked up: PCRE2 refuses what it does not
// know.
std::string pcre_property(const std::string& name);

}  // namespace assay

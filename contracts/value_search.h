// Finds known values in a text however they are written: plain, with JSON, percent or XML escapes, in hexadecimal or Base64
// of either alphabet at any alignment, and the latter inside one escape. Time is near linear in the text.
#pragma once

#include <string_view>
#include <vector>

#include "contracts/tainted_values.h"

namespace assay {

// Where values stand, in order; places that overlap are one, named after the longest value.
std::vector<TaintedSpan> find_values(const TaintedValues& values, std::string_view text);

}  // namespace assay

// Finds known values in a text however they are written: plain, with JSON (and \x41), percent or XML escapes, one within another of
// them, and in hexadecimal or Base64 of either alphabet at any alignment, below up to two escapes. Time is near linear in the text.
#pragma once

#include <string_view>
#include <vector>

#include "contracts/tainted_values.h"

namespace assay {

// Where values stand, in order; places that overlap are one, named after the longest value.
std::vector<TaintedSpan> find_values(const TaintedValues& values, std::string_view text);

// The same, and the values of `lower`, which are in lower case, in any case: these are numbered on from values.size().
std::vector<TaintedSpan> find_values(const TaintedValues& values, const TaintedValues& lower, std::string_view text);

}  // namespace assay

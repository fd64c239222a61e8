// Finds known values in a text however they are written: plain, with JSON (and \x41), percent or XML escapes, one
// within another of them, and in hexadecimal or Base64 of either alphabet at any alignment, below up to two escapes.
// Time is near linear in the text.
#pragma once

#include <string_view>
#include <vector>

#include "contracts/secrets/tainted_values.h"

namespace assay {

// Where values stand, in order; places that overlap are one, named after the longest value.
std::vector<TaintedSpan> find_values(const TaintedValues& values, std::string_view text);

// Of one set of values, each in its spellings.
struct Spellings {
  TaintedValues exact{};
  TaintedValues lower{};  // all of `exact` in lower case: found in any case
  TaintedValues keys{};   // bytes for which a value stands
};

// The same for spellings, numbered through: those of `lower` from exact.size() on, then those of `keys`. Of two that
// take the same place the one with the lower number wins, so that a value is never called after another that differs
// from it in case alone.
std::vector<TaintedSpan> find_values(const Spellings& spellings, std::string_view text);

}  // namespace assay

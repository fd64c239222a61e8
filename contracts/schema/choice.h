// What is told of an anyOf or a oneOf that no alternative fits.
#pragma once

#include <string>
#include <vector>

#include "contracts/schema/schema.h"

namespace assay {

struct FailedChoice {
  std::string pointer{};  // of the value
  std::string keyword{};  // "anyOf" or "oneOf"
  std::size_t alternatives = 0;
};

// `violations` are those of all alternatives. Left are what is wrong within the alternatives of the value's type, and
// the choice itself unless only one alternative is of that type. Never leaves nothing.
void explain_choice(std::vector<Violation>& violations, const FailedChoice& choice);

}  // namespace assay

// Which JSON types the schema of a member allows, where the document says so plainly.
#pragma once

#include <set>
#include <string>

#include "contracts/contract.h"

namespace assay {

// The types of what stands at `pointer` of a body: "string", "integer"... Empty where the schema leaves them open, or
// says it in a way that is not followed here (anyOf, oneOf, not, patternProperties). Of several schemas that hold at
// once (allOf, beside a $ref) the first that says it counts.
std::set<std::string> member_types(const Document& document, const MediaType& media, const std::string& pointer);

}  // namespace assay

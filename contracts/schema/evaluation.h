// Whether a value fits a compiled schema.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "contracts/schema/compiler.h"
#include "contracts/schema/schema.h"

namespace assay {

// The violations in the order in which they were met, at most some hundreds. Those of keyword "limit" say what could
// not be judged, and stand only where it matters: not in an anyOf of which another alternative fits. Of a failed anyOf
// or oneOf: what is wrong within the alternatives of the instance's type where there are such, and the anyOf itself
// unless only one alternative is of that type. Does no more than a bounded number of steps; what is left then is not
// judged.
std::vector<Violation> evaluate(const SchemaNodes& schema, const nlohmann::json& instance,
                                const std::map<std::string, std::string>& big_integers);

}  // namespace assay

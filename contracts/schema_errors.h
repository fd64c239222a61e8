// From valijson's errors, a path and prose, to violations.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contracts/schema.h"

namespace assay {

struct SchemaError {
  std::vector<std::string> context{};  // "<root>", "[name]", "[0]", ...
  std::string text{};                  // valijson's prose, or what own_error() made
};

// The text of an error that we report ourselves.
std::string own_error(std::string_view keyword, std::string_view message);

// One violation for each error, ordered by pointer, without repetitions. valijson's chain of "failed to validate item" above an error
// is left out. Of a failed anyOf or oneOf: what is wrong within the alternatives of the instance's type where there are such, and
// the anyOf itself unless only one alternative is of that type. Never empty: an error of unknown wording has keyword "schema".
std::vector<Violation> explain(const std::vector<SchemaError>& errors);

}  // namespace assay

// The defects of an OpenAPI document as SARIF 2.1.0, for code scanning: each at its line of the document.
#pragma once

#include <string>
#include <vector>

#include "contracts/lint/lint.h"

namespace assay {

// All rules, whether broken or not, and a result for each defect; its JSON Pointer is the logical location.
std::string lint_as_sarif(const std::vector<Defect>& defects, const std::string& tool_version);

}  // namespace assay

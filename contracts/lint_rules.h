// The rules of lint, family by family; contracts/lint.cpp puts them in order.
#pragma once

#include <vector>

#include "contracts/lint.h"

namespace assay {

std::vector<LintRule> lint_rules_on_secrets();     // members of answers that carry secrets
std::vector<LintRule> lint_rules_on_operations();  // access, errors, retries, parameters
std::vector<LintRule> lint_rules_on_documents();   // servers, references, schemas
std::vector<LintRule> lint_rules_on_structure();   // objects, arrays, texts where they must be

}  // namespace assay

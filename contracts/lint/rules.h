// The rules of lint, family by family; contracts/lint/lint.cpp puts them in order.
#pragma once

#include <vector>

#include "contracts/lint/lint.h"

namespace assay {

std::vector<LintRule> lint_rules_on_secrets();     // members of answers that carry secrets
std::vector<LintRule> lint_rules_on_operations();  // access, errors, retries, parameters
std::vector<LintRule> lint_rules_on_documents();   // servers, references
std::vector<LintRule> lint_rules_on_schemas();     // keywords, patterns
std::vector<LintRule> lint_rules_on_structure();   // objects, arrays, texts where they must be
std::vector<LintRule> lint_rules_on_reading();     // what keeps check from reading it, and what it does not judge

}  // namespace assay

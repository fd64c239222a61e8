// assay list: the tables of the program, as it runs them.
#pragma once

#include <string>

#include "cli/documents.h"
#include "cli/exit_code.h"

namespace assay {

struct ListOptions {
  std::string what{};  // checks, scenarios, deviations, faults, delivery-faults, formats, rules, schemes, mistakes
  DocumentOptions documents{};  // whose checks and deviations
};

int run_list(const ListOptions& options);

}  // namespace assay

// The contract that a subcommand works on.
#pragma once

#include <string>
#include <vector>

#include "contracts/contract.h"

namespace assay {

// Files; empty: what the program carries inside.
struct DocumentOptions {
  std::string document{};
  std::string policy{};
  std::vector<std::string> settings{};  // over the policy: "KEY=VALUE"
};

// Throws BadDocument for a file or setting that cannot be used.
Contract load_documents(const DocumentOptions& documents);

// The same, for what sends requests: refuses an operation that the checks do not know (contracts/fit/fit.h).
Contract load_fitting_documents(const DocumentOptions& documents);

}  // namespace assay

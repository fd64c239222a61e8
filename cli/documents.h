// The contract that a subcommand works on.
#pragma once

#include <string>

#include "contracts/contract.h"

namespace assay {

// Files; empty: what the program carries inside.
struct DocumentOptions {
  std::string document{};
  std::string policy{};
};

// Throws BadDocument for a file that cannot be used.
Contract load_documents(const DocumentOptions& documents);

}  // namespace assay

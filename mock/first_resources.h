// The resources that a mock starts with, whatever API it plays.
#pragma once

#include <string>
#include <vector>

#include "contracts/contract.h"
#include "mock/state/resource.h"

namespace assay {

// From a file, a token file (mock/state/token_file.h) where the contract is of the Slate API, else a resource file
// (mock/kinds/resource_file.h). Without one (empty): default_tokens(), or two that are made up from the document.
// Throws BadDocument for a file that cannot be used and for what read_played_api refuses.
std::vector<Resource> first_resources(const Contract& contract, const std::string& file = "");

// An id that none of those made up has; empty where the document allows no other, and of the Slate API.
std::string absent_id(const Contract& contract);

}  // namespace assay

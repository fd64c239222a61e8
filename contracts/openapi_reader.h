// The operations of an OpenAPI 3.0 or 3.1 document, each $ref followed.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "contracts/contract.h"

namespace assay {

// Places carry file and pointer, no line: load_contract knows the lines. A schema that several places refer to is compiled once.
// Throws BadDocument, as load_contract says.
std::vector<Operation> read_operations(const nlohmann::json& document, const std::string& file);

}  // namespace assay

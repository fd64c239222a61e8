// The operations of an OpenAPI 3.0 or 3.1 document, each $ref followed.
#pragma once

#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/documents/document.h"

namespace assay {

// All operations by id, method and path; parameters, responses and schemas of those alone that are called `wanted`:
// what another operation gets wrong refuses nothing, lint says it. Nor do paths and operations that cannot be read:
// they are left out. Places carry file, line and pointer. A schema that several places refer to is compiled once.
// Throws BadDocument, as load_contract says: something wrong with what `wanted` reaches, or two operations of that
// name.
std::vector<Operation> read_operations(const Document& document, const std::vector<std::string>& wanted);

// Why each operation that could not be read would be refused if it were wanted; of `only` where that is not empty.
// Tries no more than 1000 schemas.
std::vector<BadDocument> refused_operations(const Document& document, const std::string& only);

}  // namespace assay

// What a document's schema says of a value that a request carries.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "contracts/contract.h"
#include "contracts/documents/document.h"

namespace assay {

// Takes over what a schema, without a $ref of its own, says of a value that is written as text.
void describe(const nlohmann::json& schema, Parameter& parameter);

// What the schema of the operation's JSON request body says of the member at a JSON Pointer: its type, format, pattern
// and words. Its place is empty where the schema does not name the member, and nothing comes of a body that is not
// there or whose schema names all its members and not this one.
std::optional<Parameter> body_member(const Document& document, const Operation& operation, const std::string& pointer);

}  // namespace assay

// What the readers of a policy file's parts have in common.
#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "contracts/documents/document.h"
#include "contracts/documents/pointer.h"

namespace assay {

// Where the keys of a policy are listed, as the end of a message.
inline const std::string policy_catalog = "contracts/slate.policy.yaml lists them all";

[[noreturn]] void refuse(const Document& document, const std::string& pointer, const std::string& message);

// The names of the members of the mapping at `pointer`, in the order of the file's lines; `what` says what it maps.
// Throws BadDocument where there is no mapping.
std::vector<std::string> members_in_order(const Document& document, const std::string& pointer,
                                          const std::string& what);

// Takes a JSON Pointer. Throws Unfit for a text that is none.
void set_pointer(std::string& pointer, const nlohmann::json& value);

// Whether each '~' is one of an escape (RFC 6901 section 3).
bool is_escaped(const std::string& pointer);

// The nearest of the names, as an advice; empty when none is near.
std::string meant(const std::string& name, const std::vector<std::string>& known);

}  // namespace assay

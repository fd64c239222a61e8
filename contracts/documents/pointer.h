// JSON Pointers (RFC 6901) and the references of a document to itself.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/documents/place.h"

namespace assay {

// The pointer of member `name` of what stands at `pointer`: "~" becomes "~0", "/" becomes "~1".
std::string below(const std::string& pointer, std::string_view name);

// The names that a pointer is made of, with "~1" and "~0" read: {"a", "b"} of "/a/b", none of "".
std::vector<std::string> pointer_names(std::string_view pointer);

// What stands at `pointer`, or null. Never throws.
const nlohmann::json* find_pointer(const nlohmann::json& document, std::string_view pointer);

// The pointer that the $ref `reference` names, percent-decoded, in the spelling of below(). `place` is where it stands.
// Throws BadDocument when it leads to another document or nowhere.
std::string follow(const nlohmann::json& document, const nlohmann::json& reference, const Place& place);

// `place`, or where the chain of $ref that starts there ends. Throws BadDocument on what follow() throws and on a
// circle.
Place resolve(const nlohmann::json& document, Place place);

}  // namespace assay

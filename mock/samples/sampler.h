// Values that a document's schemas allow, the same at each call: for what a mock must show and nobody gave.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/documents/document.h"

namespace assay {

// Members stand in the order of the document's lines.
using Sample = nlohmann::ordered_json;

// A value for the schema at the JSON Pointer `schema`: its example, default, const or first enum that fits it, else one
// by type, format and bounds, with all members that it names. The texts of other variants (from 1 on) are others where
// the schema lets them be. Throws BadDocument where it would take more than 10,000 values. May not
// fit a schema that says its wishes by `not`, `if` or sums of others: validate it.
Sample sample(const Document& document, const std::string& schema, int variant = 1);

// What the schema itself has for values, in this order: const, example, default, examples, enum; each that fits it.
std::vector<Sample> given_samples(const Document& document, const std::string& schema);

// A UUID of version 4 (RFC 9562 5.4), the same for the same seed.
std::string uuid_of(std::string_view seed);

// Where the schema of the member at `pointer` stands, from the schema at `schema` on: through $ref, allOf, anyOf and
// oneOf. Nothing where none is named.
std::optional<std::string> schema_of_member(const Document& document, const std::string& schema,
                                            std::string_view pointer);

}  // namespace assay

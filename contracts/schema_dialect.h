// Turns a schema of an OpenAPI document into one that valijson reads right.
#pragma once

#include <nlohmann/json.hpp>

#include "contracts/place.h"

namespace assay {

// The prefix of the keywords below that schema.cpp gives valijson as constraints of ours: type, format, multipleOf, minLength,
// maxLength, pattern, uniqueItems. valijson's own take 1.0 for no integer, 2026-02-29 for a date, 1.5 for a multiple of 1, bytes for
// characters, cut texts at NUL, compare n items in n * n steps. additionalProperties: false becomes {"assay:additionalProperties": false},
// so that each member ruled out is reported: valijson reports one.
constexpr const char* own_keyword_prefix = "assay:";

// {"$ref": "#/defs/0", "defs": {"0": ..., "1": ...}}: the schema at `place` and all that it refers to, notes left out, each keyword
// checked, `nullable` and a boolean exclusiveMinimum translated, siblings of $ref (3.1) as allOf. A schema may contain itself below
// properties or items. Throws BadDocument: an unsupported or malformed keyword, a $ref that leads nowhere, out of the document or in a
// circle that never reaches a member; more than 500 schemas, 1000 levels of them in all, 20 that speak of one value.
nlohmann::json prepare_schema(const nlohmann::json& document, const Place& place);

}  // namespace assay

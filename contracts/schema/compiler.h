// From a schema of an OpenAPI document to nodes.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "contracts/documents/place.h"
#include "contracts/schema/node.h"

namespace assay {

struct SchemaNodes {
  std::vector<SchemaNode> nodes{};  // the first is the schema at the place
  bool tracks_evaluated = false;    // some node has unevaluatedProperties or unevaluatedItems
};

// The schema at `place` and all that it leads to, each once. Unknown words constrain nothing (JSON Schema 2020-12,
// 6.5); in 3.0 what stands beside a $ref neither, and a member that is writeOnly is not required: a schema is taken for
// that of an answer (3.0.3, "Fixed Fields" of the Schema Object). `nullable` and a boolean exclusiveMinimum are
// translated. Throws BadDocument: a malformed keyword, a $ref that leads nowhere, out of the document or in a circle
// that never reaches a part; more than 20,000 schemas, or 100 that speak of one value.
SchemaNodes compile_schema(const nlohmann::json& document, const Place& place);

}  // namespace assay

// Where the $ref of a schema leads: a JSON Pointer, an $anchor, or an $id with either (JSON Schema 2020-12, 8.2).
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>

#include "contracts/documents/place.h"

namespace assay {

// Of one document, which must outlive it. Used by one thread at a time: it learns where the identifiers stand when
// first asked.
class SchemaReferences {
 public:
  explicit SchemaReferences(const nlohmann::json& document) : document_(document) {}

  // The pointer, in the spelling of below(), to which `reference` leads from the schema at `place.pointer`. Below an
  // $id a pointer counts from there, or else from the document's start, as OpenAPI's authors mean it. Throws
  // BadDocument when it leads out of the document or nowhere.
  std::string follow(const nlohmann::json& reference, const Place& place);

  // `place`, or where the chain of $ref that starts there ends. Throws BadDocument on what follow() throws and on a
  // circle.
  Place resolve(Place place);

 private:
  void learn();

  const nlohmann::json& document_;
  bool learnt_ = false;
  std::map<std::string, std::string> ids_{};  // $id in full -> pointer
  std::map<std::pair<std::string, std::string>, std::string>
      anchors_{};  // pointer of the schema with the $id around it, name
};

}  // namespace assay

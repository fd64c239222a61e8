// The members that a schema of a document names.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "contracts/documents/document.h"
#include "contracts/schema/references.h"

namespace assay {

struct Property {
  std::string name{};
  std::string pointer{};                   // of its schema, behind any $ref
  const nlohmann::json* schema = nullptr;  // into the document; null: its $ref leads nowhere
};

// Of one document, which must outlive it. Used by one thread at a time.
class Schemas {
 public:
  explicit Schemas(const Document& document) : document_(document), references_(document.value) {}

  // Through $ref and allOf, in the order of the file's lines; none of what is no schema of an object.
  std::vector<Property> properties(const std::string& pointer);

 private:
  // None of a schema that was `seen`.
  std::vector<Property> properties(const std::string& pointer, std::set<std::string>& seen);
  std::string resolved(const std::string& pointer);

  const Document& document_;
  SchemaReferences references_;
};

}  // namespace assay

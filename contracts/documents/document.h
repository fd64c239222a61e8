// A YAML 1.2 or JSON document as a JSON value that knows its lines.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "contracts/documents/place.h"

namespace assay {

struct Document {
  std::string file{};
  nlohmann::json value{};
  std::map<std::string, int> lines{};  // JSON Pointer -> line; a member stands where its name does

  // File and line of what stands at the pointer; line 0 when nothing does.
  Place place(const std::string& pointer) const;
  // The same with the line of the nearest above it that stands in the document.
  Place place_at_or_above(const std::string& pointer) const;
};

// YAML's plain scalars follow the core schema (YAML 1.2.2, 10.3.2): true, null, 12, 0x1F, 1.5 are no strings; yes,
// 2026-01-01 are; quoted scalars always are. Aliases are written out. Bounds as in TreeLimits, and 8 MiB of YAML. JSON
// is read as JSON. Throws BadDocument: not UTF-8, neither YAML nor JSON, a name that stands twice in one mapping or is
// no scalar, a merge key (<<), .nan and .inf, an unknown tag, more than one document, a bound that is passed, an alias
// to itself.
Document parse_document(std::string_view bytes, const std::string& file);

}  // namespace assay

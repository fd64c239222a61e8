#include "contracts/openapi_version.h"

#include <nlohmann/json.hpp>

#include "contracts/documents/pointer.h"
#include "contracts/schema/keywords.h"

namespace assay {

using nlohmann::json;

std::string openapi_version(const Document& document) {
  const json& whole = document.value;
  if (whole.is_object() && whole.contains("swagger")) {
    throw BadDocument({.file = document.file, .line = 0, .pointer = "/swagger"},
                      "is Swagger 2.0; convert it to OpenAPI 3");
  }
  if (!whole.is_object() || !whole.contains("openapi")) {
    throw BadDocument({.file = document.file},
                      "is no OpenAPI document: it has no 'openapi'; give one of version 3.0 or 3.1");
  }
  const json& version = whole.at("openapi");
  const std::string text = version.is_string() ? version.get<std::string>() : version.dump();
  if (!version.is_string() || !(text.starts_with("3.0.") || text.starts_with("3.1."))) {
    throw BadDocument({.file = document.file, .line = 0, .pointer = "/openapi"},
                      "version " + text + " is not supported; give '3.0.x' or '3.1.x' as text");
  }
  return text;
}

void refuse_other_dialect(const Document& document) {
  const json* dialect = find_pointer(document.value, "/jsonSchemaDialect");
  if (dialect == nullptr || dialect_of(document.value) == Dialect::openapi_3_0) return;
  const std::string name = dialect->is_string() ? dialect->get<std::string>() : "";
  // OpenAPI 3.1's own was published as .../dialect/base, and since as .../dialect/2024-11-10 and other dates.
  if (name.starts_with("https://spec.openapis.org/oas/3.1/dialect/") ||
      name == "https://json-schema.org/draft/2020-12/schema" || name == "https://json-schema.org/draft/2020-12/schema#")
    return;
  throw BadDocument({.file = document.file, .line = 0, .pointer = "/jsonSchemaDialect"},
                    "this dialect of JSON Schema is not supported; leave it out for OpenAPI 3.1's own");
}

}  // namespace assay

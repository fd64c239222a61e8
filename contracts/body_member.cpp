#include "contracts/body_member.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "contracts/documents/pointer.h"
#include "contracts/http/http.h"
#include "contracts/schema/references.h"

namespace assay {

using nlohmann::json;

// What a schema says of a value that is written as text.
void describe(const json& schema, Parameter& parameter) {
  if (!schema.is_object()) return;
  const auto text = [&](const char* name) {
    return schema.contains(name) && schema.at(name).is_string() ? schema.at(name).get<std::string>() : "";
  };
  parameter.type = text("type");
  parameter.format = text("format");
  parameter.pattern = text("pattern");
  const json words = schema.contains("const") ? json::array({schema.at("const")}) : schema.value("enum", json());
  const auto is_text = [](const json& word) { return word.is_string(); };
  if (words.is_array() && std::all_of(words.begin(), words.end(), is_text))
    parameter.words = words.get<std::vector<std::string>>();
}

std::optional<Parameter> body_member(const Document& document, const Operation& operation, const std::string& pointer) {
  const std::string own = operation.place.pointer + "/requestBody";
  if (find_pointer(document.value, own) == nullptr) return std::nullopt;
  SchemaReferences references(document.value);
  const auto at = [&](const std::string& place) { return references.resolve({document.file, 0, place}).pointer; };
  const std::string content = resolve(document.value, document.place(own)).pointer + "/content";
  const json* media = find_pointer(document.value, content);
  if (media == nullptr || !media->is_object()) return std::nullopt;
  for (const auto& [name, type] : media->items()) {
    const std::string called = to_lower(trimmed(std::string_view(name).substr(0, name.find(';'))));
    if (called != "application/json" && !called.ends_with("+json") && called != "*/*") continue;
    if (!type.is_object() || !type.contains("schema")) return Parameter{};
    std::string schema = at(below(below(content, name), "schema"));
    for (const std::string& member : pointer_names(pointer)) {
      const json* value = find_pointer(document.value, schema);
      const json properties = value->is_object() ? value->value("properties", json()) : json();
      if (!properties.is_object() || !properties.contains(member)) {
        const bool is_closed = properties.is_object() && !value->contains("allOf") && !value->contains("anyOf") &&
                               !value->contains("oneOf") && value->value("additionalProperties", json(false)) == false;
        return is_closed ? std::nullopt : std::optional(Parameter{});
      }
      schema = at(below(below(schema, "properties"), member));
    }
    Parameter parameter{.name = pointer, .in = "body", .place = document.place(schema)};
    describe(*find_pointer(document.value, schema), parameter);
    return parameter;
  }
  return std::nullopt;
}

}  // namespace assay

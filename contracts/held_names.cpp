#include "contracts/held_names.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "contracts/documents/pointer.h"

namespace assay {

using nlohmann::json;

void HeldNames::look(const MediaType& media) {
  if (!media.schema || open_) return;
  const std::string schema = below(media.place.pointer, "schema");
  open_ = collect(schema) || leaves_open(schema);
}

const json& HeldNames::at(std::string& pointer) {
  try {
    pointer = references_.resolve({.file = document_.file, .pointer = pointer}).pointer;
  } catch (const BadDocument&) {
    // No schema, but an example that looks like one: the schemas that are reached were followed before.
  }
  return *find_pointer(document_.value, pointer);
}

bool HeldNames::says_more(const std::string& pointer) const {
  const json* node = find_pointer(document_.value, pointer);
  return node != nullptr && node->is_object() && node->contains("$ref") &&
         (node->contains("properties") || node->contains("allOf") || node->contains("anyOf"));
}

bool HeldNames::collect(std::string pointer) {
  std::vector<std::string> open{std::move(pointer)};
  while (!open.empty()) {
    std::string place = open.back();
    open.pop_back();
    if (says_more(place)) return true;
    const json& here = at(place);
    if (!here.is_structured() || !seen_.insert(place).second) continue;
    for (const auto& [name, value] : here.items()) {
      if (!here.is_array()) names_.insert(name);
      if (value.is_string())
        names_.insert(value.get<std::string>());  // in `required`, or as an enum's name of a member
      if (value.is_structured()) open.push_back(below(place, name));
    }
  }
  return false;
}

namespace {

// An empty schema, or one that says no more than "object".
bool may_be_object(const json& schema) {
  const auto type = schema.find("type");
  if (type == schema.end()) return true;
  return *type == "object" || (type->is_array() && std::find(type->begin(), type->end(), "object") != type->end());
}

}  // namespace

bool HeldNames::leaves_open(std::string pointer, int depth) {
  const json& schema = at(pointer);
  if (depth > 20 || !schema.is_object()) return true;  // true, or what nobody can tell
  if (const auto known = answers_.find(pointer); known != answers_.end()) return known->second;
  const bool open = is_open(pointer, schema, depth);
  answers_.emplace(pointer, open);
  return open;
}

bool HeldNames::is_open(const std::string& pointer, const json& schema, int depth) {
  const auto says = [&](const char* word) { return schema.contains(word) && schema.at(word) != false; };
  if (says("additionalProperties") || says("patternProperties") || says("unevaluatedProperties") ||
      schema.contains("$dynamicRef"))
    return true;
  bool has_branches = false;
  for (const char* word : {"allOf", "anyOf", "oneOf"}) {
    if (!schema.contains(word) || !schema.at(word).is_array()) continue;
    has_branches = true;
    const auto open = [&](std::size_t k) {
      return leaves_open(below(below(pointer, word), std::to_string(k)), depth + 1);
    };
    std::size_t opened = 0;
    for (std::size_t k = 0; k < schema.at(word).size(); ++k) opened += open(k) ? 1 : 0;
    if (opened > 0 && (word != std::string("allOf") || opened == schema.at(word).size())) return true;
  }
  return !has_branches && !schema.contains("properties") && may_be_object(schema);
}

bool is_refusal(const ResponseSpec& response) { return response.status.front() == '4' || response.status == "default"; }

std::set<std::string> refusals_of_shape(const Contract& contract) {
  using enum ErrorShape::Form;
  const ErrorShape& shape = contract.policy.errors;
  std::set<std::string> statuses;
  if (!contract.document || (shape.form != pointers && shape.form != problem)) return statuses;
  for (const ResponseSpec& response : contract.operation().responses) {
    if (!is_refusal(response)) continue;
    for (const MediaType& media : response.content) {
      if (!media.schema) continue;
      HeldNames held(*contract.document);
      held.look(media);
      const auto holds = [&](const std::string& pointer) {
        const auto names = pointer_names(pointer);
        return std::all_of(names.begin(), names.end(), [&](const std::string& name) { return held.can_hold(name); });
      };
      const bool fits = shape.form == problem ? holds("/title") || holds("/detail") || holds("/type")
                                              : holds(shape.list) && holds(shape.text);
      if (fits) statuses.insert(response.status);
    }
  }
  return statuses;
}

}  // namespace assay

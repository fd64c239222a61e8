#include "contracts/fit.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/documents/document.h"
#include "contracts/documents/pointer.h"
#include "contracts/schema/references.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr const char* record_member = "webhook_secret";
constexpr const char* advice =
    "; assay checks the rotation of a token's webhook secret alone: name that operation in the policy, or give its "
    "document";

[[noreturn]] void refuse(const Contract& contract, const std::string& pointer, const std::string& message) {
  throw BadDocument(contract.place(pointer), message + advice);
}

void refuse_path(const Contract& contract) {
  const Operation& operation = contract.operation();
  if (std::count(operation.path.begin(), operation.path.end(), '{') != 1)
    refuse(contract, operation.place.pointer,
           "the path " + operation.path + " of the operation under test has not exactly one parameter, the token's id");
  for (const Parameter& parameter : operation.parameters) {
    const bool may_be_integer = parameter.type.empty() || parameter.type == "integer" || parameter.type == "number";
    if (parameter.in == "path" && !may_be_integer)
      refuse(contract, parameter.place.pointer,
             "the path's parameter " + parameter.name + " is of type " + parameter.type +
                 ", and the id of a token is an integer");
  }
}

// Walks what can be reached from a schema.
class Search {
 public:
  explicit Search(const Document& document) : document_(document) {}

  // Whether a body that the schema at `pointer` allows can hold the member.
  bool can_hold(const std::string& pointer) { return names_member(pointer) || leaves_open(pointer); }

 private:
  const json& at(std::string& pointer) {
    try {
      pointer = references_.resolve({.file = document_.file, .pointer = pointer}).pointer;
    } catch (const BadDocument&) {
      // No schema, but an example that looks like one: the schemas that are reached were followed before.
    }
    return *find_pointer(document_.value, pointer);
  }

  // Words beside a $ref, which count from 3.1 on: what they say together is not worked out here.
  bool says_more(const std::string& pointer) const {
    const json* node = find_pointer(document_.value, pointer);
    return node != nullptr && node->is_object() && node->contains("$ref") &&
           (node->contains("properties") || node->contains("allOf") || node->contains("anyOf"));
  }

  // Anywhere below, however deep.
  bool names_member(std::string pointer);
  // For the schema's own object, whatever its members may hold.
  bool leaves_open(std::string pointer, int depth = 0);

  const Document& document_;
  SchemaReferences references_{document_.value};
  std::set<std::string> seen_{};
};

bool Search::names_member(std::string pointer) {
  std::vector<std::string> open{std::move(pointer)};
  while (!open.empty()) {
    std::string place = open.back();
    open.pop_back();
    if (says_more(place)) return true;
    const json& here = at(place);
    if (!here.is_structured() || !seen_.insert(place).second) continue;
    for (const auto& [name, value] : here.items()) {
      const bool is_list = here.is_array();
      if (!is_list && name == record_member) return true;
      if (value == record_member) return true;  // in `required`, or as an enum's name of a member
      if (value.is_structured()) open.push_back(below(place, name));
    }
  }
  return false;
}

// An empty schema, or one that says no more than "object".
bool may_be_object(const json& schema) {
  const auto type = schema.find("type");
  if (type == schema.end()) return true;
  return *type == "object" || (type->is_array() && std::find(type->begin(), type->end(), "object") != type->end());
}

bool Search::leaves_open(std::string pointer, int depth) {
  const json& schema = at(pointer);
  if (depth > 20 || !schema.is_object()) return true;  // true, or what nobody can tell
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

}  // namespace

void refuse_unfit(const Contract& contract) {
  refuse_path(contract);
  const Operation& operation = contract.operation();
  Search search(*contract.document);
  std::string looked_at = operation.place.pointer;
  for (const ResponseSpec& response : operation.responses) {
    if (response.status.front() != '2' && response.status != "default") continue;
    if (response.status != "default") looked_at = response.place.pointer;
    for (const MediaType& media : response.content)
      if (!media.schema || search.can_hold(below(media.place.pointer, "schema"))) return;
  }
  refuse(contract, looked_at,
         "no success of " + operation.method + ' ' + operation.path + " can hold a member " + record_member +
             ", the new secret");
}

}  // namespace assay

#include "contracts/fit.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/documents/document.h"
#include "contracts/documents/nearest.h"
#include "contracts/documents/pointer.h"
#include "contracts/schema/references.h"

namespace assay {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const Contract& contract, const std::string& pointer, const std::string& message) {
  throw BadDocument(contract.place(pointer), message + "; is it the operation that " +
                                                 (contract.policy.file.empty() ? "the policy" : contract.policy.file) +
                                                 " speaks of? docs/your-api.md says how a policy is written");
}

void refuse_path(const Contract& contract) {
  const Operation& operation = contract.operation();
  std::vector<std::string> names;
  for (const Parameter& parameter : operation.parameters)
    if (parameter.in == "path") names.push_back(parameter.name);
  const std::string_view path = operation.path;
  for (std::size_t at = 0; (at = path.find('}', at)) != std::string_view::npos; ++at)
    if (path.find('{', at) < path.find('/', at))
      refuse(contract, operation.place.pointer,
             "the path " + operation.path + " holds two parameters in one segment, which assay does not serve yet");
  if (operation.identity.empty())
    refuse(contract, operation.place.pointer,
           "the path " + operation.path +
               " of the operation under test has no parameter that says whose secret is "
               "rotated");
  for (const std::string& name : contract.policy.rotation().by) {
    if (operation.path.find('{' + name + '}') != std::string::npos) continue;
    const std::string near = nearest_of(name, names);
    refuse(contract, operation.place.pointer,
           "the path " + operation.path + " has no parameter '" + name + "', which the policy names" +
               (near.empty() ? "" : " (did you mean '" + near + "'?)"));
  }
  if (contract.policy.rotation().by.size() != operation.identity.size())
    refuse(contract, operation.place.pointer,
           "the path " + operation.path + " has " + std::to_string(operation.identity.size()) +
               " parameters, and the policy's `by` names " + std::to_string(contract.policy.rotation().by.size()) +
               ": assay takes all of them as the identity");
}

// A reading must be safe, and of the same resource.
void refuse_reading(const Contract& contract) {
  const Operation* reading = contract.reading();
  if (reading == nullptr) return;
  if (reading->method != "GET")
    refuse(contract, reading->place.pointer,
           "the operation that reads is a " + reading->method + ", which is not safe");
  std::size_t behind = 0;
  for (const std::string& name : contract.policy.rotation().by) {
    behind = reading->path.find('{' + name + '}', behind);
    if (behind == std::string::npos)
      refuse(contract, reading->place.pointer,
             "the path " + reading->path + " of the operation that reads has no parameter '" + name +
                 "' where that of the rotation has it");
  }
  if (std::count(reading->path.begin(), reading->path.end(), '{') !=
      static_cast<std::ptrdiff_t>(contract.policy.rotation().by.size()))
    refuse(contract, reading->place.pointer,
           "the path " + reading->path + " of the operation that reads has more parameters than that of the rotation");
}

// What every request must carry, and assay does not.
void refuse_unmet_needs(const Contract& contract) {
  const Operation& operation = contract.operation();
  for (const Operation* each : {&operation, contract.reading()})
    for (const Parameter& parameter : each ? each->parameters : std::vector<Parameter>{})
      if (parameter.required && parameter.in == "query")
        refuse(contract, parameter.place.pointer,
               "the operation needs the query parameter " + parameter.name + ", which assay does not send yet");
  if (operation.needs_body && contract.policy.rotation().body.empty())
    refuse(contract, operation.place.pointer + "/requestBody",
           "the operation needs a body: say in the policy which one a plain request carries, as `body: {}`");
}

// Walks what can be reached from a schema.
class Search {
 public:
  explicit Search(const Document& document) : document_(document) {}

  // Looks at one more schema of a success.
  void look(const std::string& pointer) { open_ = open_ || collect(pointer) || leaves_open(pointer); }

  // Whether a body that the schemas allow can hold a member of that name.
  bool can_hold(const std::string& name) const { return open_ || names_.contains(name); }
  std::vector<std::string> names() const { return {names_.begin(), names_.end()}; }

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

  // Takes in the names of all members below, however deep. Whether there may be others that it does not see.
  bool collect(std::string pointer);
  // For the schema's own object, whatever its members may hold.
  bool leaves_open(std::string pointer, int depth = 0);

  const Document& document_;
  SchemaReferences references_{document_.value};
  std::set<std::string> seen_{};
  std::set<std::string> names_{};
  bool open_ = false;
};

bool Search::collect(std::string pointer) {
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

// A success that the policy names and the document does not would never be judged.
void refuse_other_successes(const Contract& contract) {
  if (contract.policy.api == Policy::Api::slate) return;
  for (const int status : contract.policy.rotation().success)
    if (contract.operation().response(status) == nullptr)
      refuse(contract, contract.operation().place.pointer,
             "the policy's 'success' names " + std::to_string(status) + ", which the operation does not document");
}

// Where the rotation shows the secret itself, a reading that shows it would be judged in its place.
void refuse_shown_twice(const Contract& contract) {
  if (!contract.policy.is_shown_by_reading()) return;
  const std::string name = pointer_names(contract.policy.rotation().rotates.front()).back();
  for (const ResponseSpec& response : contract.operation().responses)
    for (const MediaType& media : response.content) {
      if (response.status.front() != '2' || !media.schema) continue;
      Search search(*contract.document);
      search.look(below(media.place.pointer, "schema"));
      if (search.can_hold(name))
        refuse(contract, response.place.pointer,
               "a success of the rotation can hold the member " + name + " itself: leave 'shows' of the reading out");
    }
}

// Each name that the policy speaks of must be one that a success can hold.
void refuse_other_members(const Contract& contract, const Operation& operation, const Search& search,
                          const std::string& looked_at) {
  const auto refuse_name = [&](const std::string& name, const std::string& what) {
    const std::string near = nearest_of(name, search.names());
    refuse(contract, looked_at,
           "no success of " + operation.method + ' ' + operation.path + " can hold " + what +
               (near.empty() ? "" : " (did you mean " + near + "?)"));
  };
  const Policy& policy = contract.policy;
  const std::string& record = policy.showing().record;
  if (policy.api == Policy::Api::another)
    for (const std::string& name : pointer_names(record + policy.resource().identity))
      if (!search.can_hold(name)) refuse_name(name, name + ", where the policy looks for the record and its identity");
  for (const MemberRole& member : policy.resource().members) {
    const std::string name = pointer_names(member.pointer).back();
    const bool is_secret = member.pointer == policy.rotation().rotates.front();
    const bool must_fit = is_secret || policy.api == Policy::Api::another;
    if (must_fit && !search.can_hold(name))
      refuse_name(name, "a member " + member.name() + (is_secret ? ", the new " + policy.resource().secret_noun : ""));
  }
}

}  // namespace

void refuse_unfit(const Contract& contract) {
  refuse_path(contract);
  refuse_reading(contract);
  refuse_unmet_needs(contract);
  refuse_shown_twice(contract);
  refuse_other_successes(contract);
  const Operation& operation = contract.showing();
  Search search(*contract.document);
  std::string looked_at = operation.place.pointer;
  bool says_nothing = false;  // of what a success holds
  for (const ResponseSpec& response : operation.responses) {
    if (response.status.front() != '2' && response.status != "default") continue;
    if (response.status != "default") looked_at = response.place.pointer;
    for (const MediaType& media : response.content) {
      says_nothing = says_nothing || !media.schema;
      if (media.schema) search.look(below(media.place.pointer, "schema"));
    }
  }
  if (!says_nothing) refuse_other_members(contract, operation, search, looked_at);
}

}  // namespace assay

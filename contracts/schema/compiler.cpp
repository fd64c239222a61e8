#include "contracts/schema/compiler.h"

#include <algorithm>
#include <map>
#include <set>

#include "contracts/documents/pointer.h"
#include "contracts/schema/keywords.h"
#include "contracts/schema/number.h"
#include "contracts/schema/references.h"

namespace assay {
namespace {

using nlohmann::json;
using Id = SchemaNode::Id;

constexpr std::size_t most_schemas = 20'000;
constexpr int most_of_one_value = 100;      // levels of schemas that speak of one value
constexpr std::size_t most_searched = 200;  // schemas, for members that are writeOnly
constexpr int deepest_search = 1000;        // of a circle: no stack is used up

class Compiler {
 public:
  Compiler(const json& document, const Place& place)
      : document_(document), place_(place), references_(document), old_(dialect_of(document) == Dialect::openapi_3_0) {}

  SchemaNodes run() {
    number_of(place_.pointer, place_.pointer);
    for (current_ = 0; current_ < places_.size(); ++current_) {
      SchemaNode node = read(*find_pointer(document_, places_[current_].pointer));
      out_.nodes[current_] = std::move(node);
    }
    depths_.resize(places_.size());
    for (Id id = 0; id < places_.size(); ++id) measure(id, 0);
    return std::move(out_);
  }

 private:
  struct Where {
    std::string pointer{};
    std::string
        value{};  // pointer of the outermost schema around it that speaks of the same value, without a $ref between
  };

  Place at(const std::string& pointer) const { return {.file = place_.file, .line = 0, .pointer = pointer}; }
  const std::string& here() const { return places_[current_].pointer; }

  Id number_of(const std::string& pointer, const std::string& value) {
    const auto [entry, added] = numbers_.try_emplace(pointer, places_.size());
    if (!added) return entry->second;
    if (places_.size() == most_schemas)
      throw BadDocument(place_,
                        "leads to more than " + std::to_string(most_schemas) + " schemas; give a smaller document");
    places_.push_back({.pointer = pointer, .value = value});
    out_.nodes.emplace_back();
    return entry->second;
  }

  // A subschema of the current schema: one that speaks of a part of the value, or of the value itself.
  Id part(const std::string& pointer) { return number_of(pointer, pointer); }
  Id branch(const std::string& pointer) { return number_of(pointer, places_[current_].value); }

  SchemaNode read(const json& schema) {
    SchemaNode node;
    if (schema.is_boolean()) {
      node.refuses_all = !schema.get<bool>();
      return node;
    }
    if (!schema.is_object()) throw BadDocument(at(here()), "is no schema; give an object or a boolean");
    if (schema.contains("$ref")) {
      const std::string target = references_.follow(schema.at("$ref"), at(here()));
      node.all_of.push_back(number_of(target, target));
      node.null_is_doubtful = schema.value("nullable", json()) == true;
      if (old_) return node;
    }
    for (const auto& [name, value] : schema.items()) {
      const Keyword* keyword = find_keyword(name, old_ ? Dialect::openapi_3_0 : Dialect::openapi_3_1);
      if (keyword == nullptr || keyword->form == Form::note) continue;
      const std::string pointer = below(here(), name);
      check_form(*keyword, value, old_ ? Dialect::openapi_3_0 : Dialect::openapi_3_1, at(pointer));
      take_value(node, name, value);
      take_text(node, name, value);
      take_items(node, name, value, pointer);
      take_members(node, name, value, pointer);
      take_branches(node, name, value, pointer);
    }
    finish(node, schema);
    return node;
  }

  static std::size_t count_of(const json& value) {
    return value.is_number_float() ? static_cast<std::size_t>(std::min(value.get<double>(), 1e18))
                                   : value.get<std::size_t>();
  }

  void take_value(SchemaNode& node, const std::string& name, const json& value) const {
    if (name == "type")
      node.types = value.is_array() ? value.get<std::vector<std::string>>() : std::vector{value.get<std::string>()};
    if (name == "const") node.constant = canonical(value);
    if (name == "enum") {
      node.values.emplace();
      for (const json& each : value) node.values->push_back(canonical(each));
    }
    if (name == "minimum") node.minimum = value;
    if (name == "maximum") node.maximum = value;
    if (name == "exclusiveMinimum") node.above = value;
    if (name == "exclusiveMaximum") node.under = value;
    if (name == "multipleOf") node.step = value;
  }

  void take_text(SchemaNode& node, const std::string& name, const json& value) const {
    if (name == "minLength") node.length.least = count_of(value);
    if (name == "maxLength") node.length.most = count_of(value);
    if (name == "format") node.is_date_time = value == "date-time";
    if (name == "pattern") {
      const std::string& pattern = value.get_ref<const std::string&>();
      if (wrong_regex(pattern).empty())
        node.pattern.emplace(pattern);
      else
        node.unjudged_text = "its 'pattern' " + wrong_regex(pattern);
    }
    if (name == "$dynamicRef") node.unjudged = "its '$dynamicRef' is not followed";
  }

  void take_items(SchemaNode& node, const std::string& name, const json& value, const std::string& pointer) {
    if (name == "minItems") node.items_count.least = count_of(value);
    if (name == "maxItems") node.items_count.most = count_of(value);
    if (name == "uniqueItems") node.unique_items = value.get<bool>();
    if (name == "minContains") node.contained.least = count_of(value);
    if (name == "maxContains") node.contained.most = count_of(value);
    if (name == "items") node.items = part(pointer);
    if (name == "contains") node.contains = part(pointer);
    if (name == "unevaluatedItems") node.unevaluated_items = part(pointer);
    if (name == "prefixItems")
      for (std::size_t i = 0; i < value.size(); ++i)
        node.first_items.push_back(part(below(pointer, std::to_string(i))));
  }

  void take_members(SchemaNode& node, const std::string& name, const json& value, const std::string& pointer) {
    if (name == "minProperties") node.members_count.least = count_of(value);
    if (name == "maxProperties") node.members_count.most = count_of(value);
    if (name == "required") node.required = value.get<std::vector<std::string>>();
    if (name == "dependentRequired") node.also_required = value.get<std::map<std::string, std::vector<std::string>>>();
    if (name == "additionalProperties") node.additional = part(pointer);
    if (name == "propertyNames") node.names = part(pointer);
    if (name == "unevaluatedProperties") node.unevaluated_members = part(pointer);
    if (name == "properties")
      for (const auto& [member, schema] : value.items()) node.properties[member] = part(below(pointer, member));
    if (name == "patternProperties")
      for (const auto& [pattern, schema] : value.items()) {
        if (wrong_regex(pattern).empty())
          node.patterned.emplace_back(Regex(pattern), part(below(pointer, pattern)));
        else
          node.unjudged_members = "a name in its 'patternProperties' " + wrong_regex(pattern);
      }
  }

  void take_branches(SchemaNode& node, const std::string& name, const json& value, const std::string& pointer) {
    const auto take_all = [&](std::vector<Id>& ids) {
      for (std::size_t i = 0; i < value.size(); ++i) ids.push_back(branch(below(pointer, std::to_string(i))));
    };
    if (name == "allOf") take_all(node.all_of);
    if (name == "anyOf") take_all(node.any_of);
    if (name == "oneOf") take_all(node.one_of);
    if (name == "not") node.no = branch(pointer);
    if (name == "if") node.condition = branch(pointer);
    if (name == "then") node.then = branch(pointer);
    if (name == "else") node.otherwise = branch(pointer);
    if (name == "dependentSchemas")
      for (const auto& [member, schema] : value.items()) node.dependent[member] = branch(below(pointer, member));
  }

  void finish(SchemaNode& node, const json& schema) {
    if (node.unevaluated_members || node.unevaluated_items) out_.tracks_evaluated = true;
    const bool nullable = schema.value("nullable", json()) == true;
    if (!old_) {
      node.null_is_doubtful = nullable;
      return;
    }
    // 3.0.3: null joins the `type` beside it; without one nothing is said of null.
    if (nullable && !node.types.empty()) node.types.emplace_back("null");
    if (nullable && schema.find("type") == schema.end()) node.null_is_doubtful = true;
    const auto make_exclusive = [](json& flag, json& limit) {
      const bool excludes = flag == true;
      flag = excludes ? limit : json();
      if (excludes) limit = json();
    };
    make_exclusive(node.above, node.minimum);
    make_exclusive(node.under, node.maximum);
    if (node.required.empty()) return;
    const std::set<std::string> unsent = write_only_members(places_[current_].value);
    std::erase_if(node.required, [&](const std::string& name) { return unsent.contains(name); });
  }

  // Of the value that the schema at `start` speaks of: members that a request alone has.
  std::set<std::string> write_only_members(const std::string& start) {
    std::set<std::string> names;
    std::set<std::string> met = {start};
    std::vector<std::string> open = {start};
    const auto visit = [&](const std::string& pointer) {
      if (met.size() < most_searched && met.insert(pointer).second) open.push_back(pointer);
    };
    while (!open.empty()) {
      const std::string pointer = std::move(open.back());
      open.pop_back();
      const json& schema = *find_pointer(document_, pointer);
      if (!schema.is_object()) continue;
      if (schema.contains("$ref")) {
        visit(references_.follow(schema.at("$ref"), at(pointer)));
        continue;
      }
      for (const char* word : {"allOf", "anyOf", "oneOf"})
        if (schema.contains(word) && schema.at(word).is_array())
          for (std::size_t i = 0; i < schema.at(word).size(); ++i)
            visit(below(below(pointer, word), std::to_string(i)));
      if (!schema.contains("properties") || !schema.at("properties").is_object()) continue;
      for (const auto& [name, member] : schema.at("properties").items())
        if (is_write_only(below(below(pointer, "properties"), name))) names.insert(name);
    }
    return names;
  }

  bool is_write_only(std::string pointer) {
    for (int hops = 0; hops < most_of_one_value; ++hops) {
      const json& schema = *find_pointer(document_, pointer);
      if (!schema.is_object()) return false;
      if (!schema.contains("$ref")) return schema.value("writeOnly", json()) == true;
      pointer = references_.follow(schema.at("$ref"), at(pointer));
    }
    return false;
  }

  // The levels of schemas that speak of one value, below this one.
  int measure(Id id, int level) {
    constexpr int in_work = -1;
    if (depths_[id] > 0) return depths_[id];
    const Place place = at(places_[id].pointer);
    if (depths_[id] == in_work) throw BadDocument(place, "$ref leads in a circle; let it end at a definition");
    if (level > deepest_search)
      throw BadDocument(place, "allOf, anyOf, oneOf, not and $ref nest too deep here; join some of them");
    depths_[id] = in_work;
    int deepest = 0;
    for (const Id next : branches_of(out_.nodes[id])) deepest = std::max(deepest, measure(next, level + 1));
    if (deepest == most_of_one_value)
      throw BadDocument(place, "allOf, anyOf, oneOf, not and $ref nest too deep here; join some of them");
    return depths_[id] = deepest + 1;
  }

  static std::vector<Id> branches_of(const SchemaNode& node) {
    std::vector<Id> ids = node.all_of;
    ids.insert(ids.end(), node.any_of.begin(), node.any_of.end());
    ids.insert(ids.end(), node.one_of.begin(), node.one_of.end());
    for (const std::optional<Id>& one : {node.no, node.condition, node.then, node.otherwise})
      if (one) ids.push_back(*one);
    for (const auto& [name, id] : node.dependent) ids.push_back(id);
    return ids;
  }

  const json& document_;
  Place place_;
  SchemaReferences references_;
  bool old_;
  SchemaNodes out_{};
  std::vector<Where> places_{};          // of the nodes, index by index
  std::map<std::string, Id> numbers_{};  // by pointer
  std::vector<int> depths_{};            // 0: not measured
  Id current_ = 0;
};

}  // namespace

SchemaNodes compile_schema(const json& document, const Place& place) {
  if (find_pointer(document, place.pointer) == nullptr) throw BadDocument(place, "there is no schema here");
  return Compiler(document, place).run();
}

}  // namespace assay

#include "contracts/schema_dialect.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "contracts/pointer.h"
#include "contracts/schema_keywords.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::size_t most_schemas = 500;
constexpr int deepest = 100;
// valijson recurses by schema: over all of them while it compiles (2 to 4 KiB of stack a level), and over those that speak of one
// value in each of an instance's 100 levels while it validates.
constexpr int most_levels = 1000;
constexpr int most_of_one_value = 20;

// Whether a schema speaks of the same value as the one that it stands in (allOf), or of a part of it (properties).
enum class Of { same_value, part };

Of speaks_of(std::string_view keyword) {
  static const std::set<std::string_view> same = {"allOf", "anyOf", "oneOf", "not", "if", "then", "else"};
  return same.contains(keyword) ? Of::same_value : Of::part;
}

bool is_own(std::string_view keyword) {
  static const std::set<std::string_view> own = {"type",      "format",     "pattern",    "minLength",
                                                 "maxLength", "multipleOf", "uniqueItems"};
  return own.contains(keyword);
}

class Preparation {
 public:
  Preparation(const json& document, const Place& place)
      : document_(document), place_(place), dialect_(dialect_of(document)) {}

  json run() {
    number_of(place_.pointer);
    json defs = json::object();
    int levels = 0;
    for (current_ = 0; current_ < named_.size(); ++current_) {
      const std::string pointer = named_[current_].pointer;
      defs[std::to_string(current_)] = translate(*find_pointer(document_, pointer), pointer, Of::same_value, 0);
      levels += named_[current_].depth + 1;
      if (levels > most_levels)
        throw BadDocument(place_, "leads to schemas that nest too deep; give a smaller document");
    }
    for (Named& schema : named_) measure(schema);
    return {{"$ref", "#/defs/0"}, {"defs", std::move(defs)}};
  }

 private:
  // A schema that stands at the start or that a $ref leads to.
  struct Named {
    std::string pointer{};
    std::vector<std::size_t> same_value{};  // the $refs in it that a value must follow before any of its parts
    int depth = 0;                          // levels of schemas within it
    int depth_of_one_value = 0;             // those of them that speak of the same value
    enum class State { fresh, open, measured } state = State::fresh;
  };

  Place at(const std::string& pointer) const { return {.file = place_.file, .line = 0, .pointer = pointer}; }

  std::size_t number_of(const std::string& pointer) {
    const auto [entry, added] = numbers_.try_emplace(pointer, named_.size());
    if (!added) return entry->second;
    if (named_.size() == most_schemas) {
      throw BadDocument(place_,
                        "leads to more than " + std::to_string(most_schemas) + " schemas; give a smaller document");
    }
    named_.push_back({.pointer = pointer});
    return entry->second;
  }

  json translate(const json& schema, const std::string& pointer, Of of, int depth) {
    if (depth > deepest) throw BadDocument(at(pointer), "nests too deep; name its parts in components/schemas");
    named_[current_].depth = std::max(named_[current_].depth, depth);
    int& of_one_value = named_[current_].depth_of_one_value;
    if (of == Of::same_value) of_one_value = std::max(of_one_value, depth);
    if (schema.is_boolean()) return schema.get<bool>() ? json::object() : json{{"not", json::object()}};
    if (!schema.is_object()) throw BadDocument(at(pointer), "is no schema; give an object or a boolean");
    json out = json::object();
    for (const auto& [name, value] : schema.items()) {
      if (name == "$ref" || name.starts_with("x-")) continue;
      const Place place = at(below(pointer, name));
      const Keyword& keyword = find_keyword(name, dialect_, place);
      check_form(keyword, value, dialect_, place);
      if (keyword.form != Form::note) add(out, keyword, value, place.pointer, of, depth);
    }
    if (dialect_ == Dialect::openapi_3_0 && schema.contains("$ref") && !out.empty()) {
      throw BadDocument(at(pointer), "OpenAPI 3.0 ignores what stands beside a $ref; put both into allOf");
    }
    if (dialect_ == Dialect::openapi_3_0) modernise(out);
    return schema.contains("$ref") ? with_reference(schema.at("$ref"), std::move(out), pointer, of) : out;
  }

  void add(json& out, const Keyword& keyword, const json& value, const std::string& pointer, Of of, int depth) {
    const std::string name(keyword.name);
    const Of inner = of == Of::same_value ? speaks_of(name) : Of::part;
    switch (keyword.form) {
      case Form::schema:
        out[name] = translate(value, pointer, inner, depth + 1);
        if (name == "additionalProperties" && value == false) out[name] = {{own_keyword_prefix + name, false}};
        break;
      case Form::schemas:
        out[name] = json::array();
        for (std::size_t i = 0; i < value.size(); ++i) {
          out[name].push_back(translate(value[i], pointer + "/" + std::to_string(i), inner, depth + 1));
        }
        break;
      case Form::named:
      case Form::patterned:
        out[name] = json::object();
        for (const auto& [member, schema] : value.items()) {
          out[name][member] = translate(schema, below(pointer, member), inner, depth + 1);
        }
        break;
      default: out[(is_own(name) ? own_keyword_prefix : "") + name] = value;
    }
  }

  // 3.0: exclusiveMinimum: true makes `minimum` exclusive; nullable: true adds null to the `type` beside it (3.0.3).
  static void modernise(json& out) {
    for (const auto& [exclusive, inclusive] :
         {std::pair{"exclusiveMinimum", "minimum"}, {"exclusiveMaximum", "maximum"}}) {
      if (!out.contains(exclusive)) continue;
      const bool excluded = out.at(exclusive).get<bool>() && out.contains(inclusive);
      out.erase(exclusive);
      if (!excluded) continue;
      out[exclusive] = out.at(inclusive);
      out.erase(inclusive);
    }
    const std::string type = std::string(own_keyword_prefix) + "type";
    if (out.value("nullable", false) && out.contains(type)) out[type] = json::array({out[type], "null"});
    out.erase("nullable");
  }

  json with_reference(const json& reference, json siblings, const std::string& pointer, Of of) {
    const std::size_t number = number_of(follow(document_, reference, at(below(pointer, "$ref"))));
    if (of == Of::same_value) named_[current_].same_value.push_back(number);
    json out = {{"$ref", "#/defs/" + std::to_string(number)}};
    if (siblings.empty()) return out;
    return {{"allOf", json::array({std::move(out), std::move(siblings)})}};
  }

  // Adds what the $refs in it lead to to depth_of_one_value.
  int measure(Named& schema) {
    if (schema.state == Named::State::measured) return schema.depth_of_one_value;
    if (schema.state == Named::State::open) {
      throw BadDocument(at(schema.pointer), "$ref leads in a circle; let it end at a definition");
    }
    schema.state = Named::State::open;
    int below_it = 0;
    for (const std::size_t next : schema.same_value) below_it = std::max(below_it, 1 + measure(named_[next]));
    schema.depth_of_one_value += below_it;
    if (schema.depth_of_one_value > most_of_one_value) {
      throw BadDocument(at(schema.pointer), "allOf, anyOf, oneOf, not and $ref nest too deep here; join some of them");
    }
    schema.state = Named::State::measured;
    return schema.depth_of_one_value;
  }

  const json& document_;
  Place place_;
  Dialect dialect_;
  std::vector<Named> named_{};
  std::map<std::string, std::size_t> numbers_{};  // in named_, by pointer
  std::size_t current_ = 0;
};

}  // namespace

json prepare_schema(const json& document, const Place& place) {
  if (find_pointer(document, place.pointer) == nullptr) throw BadDocument(place, "there is no schema here");
  return Preparation(document, place).run();
}

}  // namespace assay

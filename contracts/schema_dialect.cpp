#include "contracts/schema_dialect.h"

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
    for (std::size_t at = 0; at < pointers_.size(); ++at) {
      current_ = at;
      const std::string pointer = pointers_[at];
      defs[std::to_string(at)] = translate(*find_pointer(document_, pointer), pointer, Of::same_value, 0);
    }
    refuse_circles();
    return {{"$ref", "#/defs/0"}, {"defs", std::move(defs)}};
  }

 private:
  Place at(const std::string& pointer) const { return {.file = place_.file, .line = 0, .pointer = pointer}; }

  std::size_t number_of(const std::string& pointer) {
    const auto [entry, added] = numbers_.try_emplace(pointer, pointers_.size());
    if (!added) return entry->second;
    if (pointers_.size() == most_schemas) {
      throw BadDocument(place_,
                        "leads to more than " + std::to_string(most_schemas) + " schemas; give a smaller document");
    }
    pointers_.push_back(pointer);
    same_value_.emplace_back();
    return entry->second;
  }

  json translate(const json& schema, const std::string& pointer, Of of, int depth) {
    if (depth > deepest) throw BadDocument(at(pointer), "nests too deep; name its parts in components/schemas");
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
    if (of == Of::same_value) same_value_[current_].push_back(number);
    json out = {{"$ref", "#/defs/" + std::to_string(number)}};
    if (siblings.empty()) return out;
    return {{"allOf", json::array({std::move(out), std::move(siblings)})}};
  }

  void refuse_circles() const {
    std::vector<int> state(pointers_.size(), 0);  // 0 new, 1 on the way, 2 done
    for (std::size_t start = 0; start < pointers_.size(); ++start) visit(start, state);
  }

  void visit(std::size_t number, std::vector<int>& state) const {
    if (state[number] == 2) return;
    if (state[number] == 1) {
      throw BadDocument(at(pointers_[number]), "$ref leads in a circle; let it end at a definition");
    }
    state[number] = 1;
    for (const std::size_t next : same_value_[number]) visit(next, state);
    state[number] = 2;
  }

  const json& document_;
  Place place_;
  Dialect dialect_;
  std::vector<std::string> pointers_{};  // of each schema, by number
  std::map<std::string, std::size_t> numbers_{};
  std::vector<std::vector<std::size_t>> same_value_{};  // $refs that a value must follow before any of its parts
  std::size_t current_ = 0;
};

}  // namespace

json prepare_schema(const json& document, const Place& place) {
  if (find_pointer(document, place.pointer) == nullptr) throw BadDocument(place, "there is no schema here");
  return Preparation(document, place).run();
}

}  // namespace assay

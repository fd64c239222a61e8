// Our Schema against valijson, an independent judge, over the keywords and values that valijson reads right: no 1.0 (it
// calls that no integer), no text beyond ASCII (it counts bytes), no number beyond a double, no word since draft 7.
#define VALIJSON_USE_EXCEPTIONS 1

#include "contracts/schema/schema.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#include <vector>

#include "tests/law.h"

namespace assay::test {
using nlohmann::json;

namespace {

bool fits_valijson(const json& schema, const json& instance) {
  valijson::Schema compiled;
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema), compiled);
  return valijson::Validator().validate(compiled, valijson::adapters::NlohmannJsonAdapter(instance), nullptr);
}

Schema compiled(const json& schema) {
  return Schema::compile({{"openapi", "3.1.0"}, {"schema", schema}},
                         {.file = "d.json", .line = 0, .pointer = "/schema"});
}

// Decisions, drawn beforehand so that they shrink: all towards the first choice, which is the plainest.
class Decisions {
 public:
  explicit Decisions(std::vector<int> drawn) : drawn_(std::move(drawn)) {}

  int below(int end) { return next_ < drawn_.size() ? drawn_[next_++] % end : 0; }
  bool one_in(int times) { return below(times) == times - 1; }

 private:
  std::vector<int> drawn_;
  std::size_t next_ = 0;
};

rc::Gen<std::vector<int>> decisions() {
  // 5040 is a multiple of each number up to 10: every choice is as likely.
  return rc::gen::container<std::vector<int>>(150, rc::gen::resize(100, rc::gen::inRange(0, 5040)));
}

const std::vector<std::string> names = {"a", "b", "c"};
const std::vector<std::string> types = {"string", "integer", "number", "boolean", "null", "array", "object"};

template <class List>
auto one_of(Decisions& decide, const List& list) {
  return list[static_cast<std::size_t>(decide.below(static_cast<int>(list.size())))];
}

json any_value(Decisions& decide) {
  static const json values =
      R"([null, true, false, 0, 1, -1, 2, 1.5, "", "a", "abc", "1", [], [1, "a"], [null], [{}], {},
                                {"a": 1}, {"b": "a", "c": null}])"_json;
  return one_of(decide, values);
}

json draw_schema(Decisions& decide, int depth);

json schema_list(Decisions& decide, int depth) {
  json list = json::array({draw_schema(decide, depth)});
  while (list.size() < 3 && decide.one_in(2)) list.push_back(draw_schema(decide, depth));
  return list;
}

json type_words(Decisions& decide) {
  const std::string first = one_of(decide, types);
  const std::string second = one_of(decide, types);
  return first == second || !decide.one_in(3) ? json(first) : json::array({first, second});
}

void add_leaf(json& schema, Decisions& decide) {
  const std::vector<std::string> counts = {"minLength", "maxLength", "minItems", "maxItems"};
  const std::vector<std::string> bounds = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"};
  switch (decide.below(6)) {
    case 0: schema["type"] = type_words(decide); break;
    case 1: schema[one_of(decide, counts)] = decide.below(4); break;
    case 2: schema[one_of(decide, bounds)] = decide.below(7) - 3; break;
    case 3: schema["const"] = any_value(decide); break;
    case 4:
      schema["enum"] = json::array({any_value(decide)});
      if (const json other = any_value(decide); other != schema["enum"][0]) schema["enum"].push_back(other);
      break;
    default: {
      const std::string name = one_of(decide, names);
      schema["required"] = name == "a" || decide.one_in(2) ? json::array({name}) : json::array({"a", name});
    }
  }
}

void add_branch(json& schema, Decisions& decide, int depth) {
  const std::vector<std::string> lists = {"anyOf", "oneOf", "allOf"};
  switch (decide.below(5)) {
    case 0: schema["properties"][one_of(decide, names)] = draw_schema(decide, depth); break;
    case 1: schema["items"] = draw_schema(decide, depth); break;
    case 2: schema["additionalProperties"] = decide.one_in(2) ? json(false) : draw_schema(decide, depth); break;
    case 3: schema["not"] = draw_schema(decide, depth); break;
    default: schema[one_of(decide, lists)] = schema_list(decide, depth);
  }
}

json draw_schema(Decisions& decide, int depth) {
  json schema = json::object();
  for (int left = decide.below(4); left >= 0; --left) {
    if (depth > 0 && decide.one_in(2)) {
      add_branch(schema, decide, depth - 1);
    } else {
      add_leaf(schema, decide);
    }
  }
  return schema;
}

json near(const json& schema, Decisions& decide);

// About as many as the schema asks for: one less, just so many, one more.
std::size_t near_count(const json& schema, const char* least, const char* most, Decisions& decide) {
  const int asked = decide.one_in(2) ? schema.value(most, 2) : schema.value(least, 1);
  return static_cast<std::size_t>(std::max(0, asked + decide.below(3) - 1));
}

json near_number(const json& schema, Decisions& decide) {
  for (const char* bound : {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}) {
    if (schema.contains(bound) && decide.one_in(2)) return schema[bound].get<int>() + decide.below(3) - 1;
  }
  return decide.below(7) - 3;
}

json near_object(const json& schema, Decisions& decide) {
  const json properties = schema.value("properties", json::object());
  json object = json::object();
  for (const std::string& name : names) {
    const json required = schema.value("required", json::array());
    const bool asked = std::find(required.begin(), required.end(), name) != required.end();
    if (asked || properties.contains(name) ? decide.one_in(6) : !decide.one_in(3)) continue;
    object[name] =
        near(properties.contains(name) ? properties[name] : schema.value("additionalProperties", json()), decide);
  }
  return object;
}

json near_type(const std::string& type, const json& schema, Decisions& decide) {
  if (type == "string") return std::string(near_count(schema, "minLength", "maxLength", decide), 'a');
  if (type == "integer" || type == "number") return near_number(schema, decide);
  if (type == "boolean") return decide.one_in(2);
  if (type == "object") return near_object(schema, decide);
  if (type != "array") return nullptr;
  json array = json::array();
  const std::size_t size = near_count(schema, "minItems", "maxItems", decide);
  while (array.size() < size) array.push_back(near(schema.value("items", json()), decide));
  return array;
}

// A value that fits the schema or just misses it, most often.
json near(const json& schema, Decisions& decide) {
  if (!schema.is_object() || decide.one_in(6)) return any_value(decide);
  if (schema.contains("const")) return schema["const"];
  if (schema.contains("enum")) return one_of(decide, schema["enum"]);
  for (const char* list : {"allOf", "oneOf", "anyOf"}) {
    if (schema.contains(list) && decide.one_in(2)) return near(one_of(decide, schema[list]), decide);
  }
  const json allowed = schema.value("type", json(types));
  return near_type(allowed.is_string() ? allowed : one_of(decide, allowed), schema, decide);
}

}  // namespace

TEST_CASE("our Schema and valijson agree on what fits") {
  int fitting = 0, breaking = 0;
  rc::prop("over schemas and values near them", [&] {
    Decisions decide(*decisions());
    const json schema = draw_schema(decide, 3);
    const Schema ours = compiled(schema);
    Decisions others(*decisions());
    for (int i = 0; i < 20; ++i) {
      const json instance = near(schema, others);
      const bool fits = ours.validate(instance).empty();
      RC_LOG() << schema << " and " << instance << ": " << (fits ? "fits" : "breaks") << " for ours\n";
      RC_ASSERT(fits == fits_valijson(schema, instance));
      ++(fits ? fitting : breaking);
    }
  });
  // The law says something of both sides.
  CHECK(fitting > 300);
  CHECK(breaking > 300);
}

}  // namespace assay::test

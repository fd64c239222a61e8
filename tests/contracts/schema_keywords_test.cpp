#include "contracts/schema.h"

#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/contracts/refusal.h"

using namespace assay;
using nlohmann::json;

namespace {

std::string refused_at(const json& document, const std::string& pointer) {
  return refusal([&] { Schema::compile(document, {.file = "d.yaml", .line = 0, .pointer = pointer}); });
}

std::string refused(const json& schema, const char* version = "3.1.0") {
  return refused_at({{"openapi", version}, {"schema", schema}}, "/schema");
}

}  // namespace

TEST_CASE("what is not supported is refused with its pointer") {
  for (const char* keyword :
       {"prefixItems", "dependentRequired", "dependentSchemas", "unevaluatedProperties", "unevaluatedItems",
        "propertyNames", "minContains", "$id", "$anchor", "$dynamicRef", "$schema", "additionalItems"}) {
    INFO(keyword);
    const json schema = {{"properties", {{"a", {{"anyOf", {json::object(), {{keyword, 1}}}}}}}}};
    CHECK(refused(schema).starts_with("d.yaml: /schema/properties/a/anyOf/1/" + std::string(keyword) +
                                      ": the keyword '"));
  }
  CHECK(refused(R"({"type": "string", "const": 1})"_json, "3.0.1").find("OpenAPI 3.0") != std::string::npos);
}

TEST_CASE("notes and extensions are taken, whatever they hold") {
  const auto schema =
      R"({"title": 1, "description": [], "default": null, "example": {"a": 1}, "examples": [1], "deprecated": true,
    "readOnly": true, "writeOnly": 1, "xml": {}, "externalDocs": {}, "discriminator": {"propertyName": "x"}, "contentEncoding": "base64",
    "contentMediaType": "a/b", "$comment": "c", "$defs": {"a": {}}, "x-own": {"type": 7}})"_json;
  CHECK(refused(schema).empty());
}

TEST_CASE("a keyword that is not well formed is refused") {
  const std::vector<json> malformed = {{{"type", "text"}},
                                       {{"type", json::array()}},
                                       {{"type", {"string", "string"}}},
                                       {{"type", 1}},
                                       {{"enum", json::array()}},
                                       {{"enum", "a"}},
                                       {{"required", "a"}},
                                       {{"required", {"a", "a"}}},
                                       {{"required", {1}}},
                                       {{"minLength", -1}},
                                       {{"minLength", "5"}},
                                       {{"maxItems", 1.5}},
                                       {{"minimum", "1"}},
                                       {{"exclusiveMinimum", true}},
                                       {{"multipleOf", 0}},
                                       {{"multipleOf", -1}},
                                       {{"multipleOf", "2"}},
                                       {{"uniqueItems", 1}},
                                       {{"format", 1}},
                                       {{"pattern", "("}},
                                       {{"pattern", 1}},
                                       {{"items", json::array()}},
                                       {{"items", 1}},
                                       {{"allOf", json::array()}},
                                       {{"anyOf", {1}}},
                                       {{"oneOf", json::object()}},
                                       {{"not", "a"}},
                                       {{"properties", json::array()}},
                                       {{"properties", {{"a", 1}}}},
                                       {{"patternProperties", {{"(", true}}}},
                                       {{"additionalProperties", "no"}},
                                       {{"$ref", 1}},
                                       {{"properties", {{std::string("a\0b", 3), true}}}}};
  for (const json& schema : malformed) {
    INFO(schema.dump());
    CHECK_FALSE(refused(schema).empty());
  }
  CHECK_FALSE(refused(json("string")).empty());
  CHECK_FALSE(refused(R"({"type": ["string"]})"_json, "3.0.0").empty());
  CHECK_FALSE(refused(R"({"exclusiveMinimum": 1})"_json, "3.0.0").empty());
}

TEST_CASE("a $ref circle that reaches no member is refused, however long") {
  json document = {{"openapi", "3.1.0"}};
  for (int i = 0; i < 400; ++i) {
    document["s" + std::to_string(i)]["allOf"] = {{{"$ref", "#/s" + std::to_string((i + 1) % 400)}}};
  }
  CHECK(refused_at(document, "/s0").find("in a circle") != std::string::npos);
}

TEST_CASE("a chain of 200 schemas is taken, one of 501 refused") {
  const auto chain = [](int length) {
    json document = {{"last", {{"type", "null"}}}};
    for (int i = 1; i < length; ++i) {
      const std::string next = i + 1 < length ? "s" + std::to_string(i) : "last";
      document["s" + std::to_string(i - 1)]["properties"]["next"]["$ref"] = "#/" + next;
    }
    return document;
  };
  CHECK(refused_at(chain(200), "/s0").empty());
  CHECK(refused_at(chain(501), "/s0").find("more than 500 schemas") != std::string::npos);
}

TEST_CASE("schemas that would exhaust the stack are refused") {
  json wide;
  for (int i = 0; i < 100; ++i) {
    json schema = {{"$ref", "#/s" + std::to_string(i + 1)}};
    for (int level = 0; level < 10; ++level) schema = {{"items", schema}};
    wide["s" + std::to_string(i)] = schema;
  }
  wide["s100"] = true;
  CHECK(refused_at(wide, "/s0").find("nest too deep") != std::string::npos);
  json one_value = {{"type", "null"}};
  for (int level = 0; level < 21; ++level) one_value = {{"allOf", {one_value}}};
  CHECK(refused(one_value).find("nest too deep here") != std::string::npos);
  CHECK(refused(one_value["allOf"][0]).empty());
  json deep = true;
  for (int level = 0; level < 2000; ++level) deep = {{"items", std::move(deep)}};
  CHECK(refused(deep).find("nests too deep") != std::string::npos);
}

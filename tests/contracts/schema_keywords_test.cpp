#include "contracts/schema.h"

#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/contracts/refusal.h"

using namespace assay;
using nlohmann::json;

namespace {

std::string refused(const json& schema, const char* version = "3.1.0") {
  return refusal([&] {
    Schema::compile({{"openapi", version}, {"schema", schema}}, {.file = "d.yaml", .line = 0, .pointer = "/schema"});
  });
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
  for (int i = 0; i < 400; ++i)
    document["s" + std::to_string(i)]["allOf"] = {{{"$ref", "#/s" + std::to_string((i + 1) % 400)}}};
  CHECK(refusal([&] { Schema::compile(document, {.file = "d", .line = 0, .pointer = "/s0"}); }).find("in a circle") !=
        std::string::npos);
}

TEST_CASE("a chain of 500 schemas is taken, one of 501 refused") {
  for (const int length : {500, 501}) {
    json document = {{"openapi", "3.1.0"}};
    for (int i = 0; i + 1 < length; ++i) {
      document["s" + std::to_string(i)]["properties"]["next"]["$ref"] = "#/s" + std::to_string(i + 1);
    }
    document["s" + std::to_string(length - 1)]["type"] = "null";
    const std::string message = refusal([&] { Schema::compile(document, {.file = "d", .line = 0, .pointer = "/s0"}); });
    CHECK((length == 501) == (message.find("more than 500 schemas") != std::string::npos));
  }
}

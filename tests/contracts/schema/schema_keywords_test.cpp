#include "contracts/schema/schema.h"

#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/contracts/refusal.h"

namespace assay::test {
using nlohmann::json;

namespace {

std::string refused_at(const json& document, const std::string& pointer) {
  return refusal([&] { Schema::compile(document, {.file = "d.yaml", .line = 0, .pointer = pointer}); });
}

std::string refused(const json& schema, const char* version = "3.1.0") {
  return refused_at({{"openapi", version}, {"schema", schema}}, "/schema");
}

}  // namespace

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
                                       {{"pattern", 1}},
                                       {{"items", json::array()}},
                                       {{"items", 1}},
                                       {{"allOf", json::array()}},
                                       {{"anyOf", {1}}},
                                       {{"oneOf", json::object()}},
                                       {{"not", "a"}},
                                       {{"properties", json::array()}},
                                       {{"properties", {{"a", 1}}}},
                                       {{"patternProperties", {{"a", 1}}}},
                                       {{"prefixItems", json::array()}},
                                       {{"propertyNames", 1}},
                                       {{"minContains", -1}},
                                       {{"dependentRequired", {{"a", "b"}}}},
                                       {{"dependentSchemas", json::array()}},
                                       {{"unevaluatedProperties", "no"}},
                                       {{"unevaluatedItems", 0}},
                                       {{"additionalProperties", "no"}},
                                       {{"$ref", 1}}};
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

TEST_CASE("a chain of 20,000 schemas is taken, a longer one refused") {
  const auto chain = [](int length) {
    json document = {{"last", {{"type", "null"}}}};
    for (int i = 1; i < length; ++i) {
      const std::string next = i + 1 < length ? "s" + std::to_string(i) : "last";
      document["s" + std::to_string(i - 1)]["properties"]["next"]["$ref"] = "#/" + next;
    }
    return document;
  };
  CHECK(refused_at(chain(10'000), "/s0").empty());
  CHECK(refused_at(chain(10'001), "/s0").find("more than 20000 schemas") != std::string::npos);
}

TEST_CASE("schemas that speak of one value and nest too deep are refused, by $ref and in themselves") {
  json one_value = {{"type", "null"}};
  for (int level = 0; level < 100; ++level) one_value = {{"allOf", {one_value}}};
  CHECK(refused(one_value).find("nest too deep here") != std::string::npos);
  CHECK(refused(one_value["allOf"][0]).empty());
  json chain = {{"s10000", {{"type", "null"}}}};
  for (int i = 0; i < 10'000; ++i) chain["s" + std::to_string(i)]["$ref"] = "#/s" + std::to_string(i + 1);
  CHECK(refused_at(chain, "/s0").find("nest too deep here") != std::string::npos);
}

}  // namespace assay::test

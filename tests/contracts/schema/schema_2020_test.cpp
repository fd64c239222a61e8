// Keywords of JSON Schema 2020-12 that draft 7 has not, integers beyond 2^53, and what is not judged.
#include <chrono>
#include <nlohmann/json.hpp>

#include "contracts/documents/json_body.h"
#include "contracts/schema/schema.h"
#include "tests/catch.h"

namespace assay::test {
using nlohmann::json;

namespace {

// "pointer keyword" of each violation of `text` against `schema`; both are JSON.
std::vector<std::string> found(const std::string& schema, const std::string& text, const char* version = "3.1.0") {
  const json document = {{"openapi", version}, {"schema", json::parse(schema)}};
  const JsonBody body = read_json(text);
  std::vector<std::string> all;
  for (const Violation& violation :
       Schema::compile(document, {.file = "d", .pointer = "/schema"}).validate(body.value, body.big_integers))
    all.push_back(violation.pointer + " " + violation.keyword);
  return all;
}

using Found = std::vector<std::string>;
const Found none;

}  // namespace

TEST_CASE("prefixItems speak of the first items, items of the rest") {
  const std::string pair = R"({"prefixItems": [{"type": "string"}, {"type": "integer"}], "items": false})";
  CHECK(found(pair, R"(["a", 1])") == none);
  CHECK(found(pair, R"(["a"])") == none);
  CHECK(found(pair, R"(["a", "b"])") == Found{"/1 type"});
  CHECK(found(pair, R"(["a", 1, 2])") == Found{"/2 not"});
}

TEST_CASE("what a part that is not judged may have looked at is not held to be unevaluated") {
  const std::string schema = R"({"$dynamicRef": "#x", "properties": {"a": true}, "unevaluatedProperties": false})";
  CHECK(found(schema, R"({"a": 1})") == Found{" limit"});
  CHECK(found(schema, R"({"b": 1})") == Found{" limit", "/b limit"});
}

TEST_CASE("propertyNames speak of names") {
  const std::string schema = R"({"propertyNames": {"enum": ["a", "b"]}})";
  CHECK(found(schema, R"({"a": 1, "b": 2})") == none);
  CHECK(found(schema, R"({"a": 1, "c": 2})") == Found{"/c enum"});
  CHECK(found(R"({"propertyNames": {"maxLength": 1}})", R"({"ab": 1})") == Found{"/ab maxLength"});
}

TEST_CASE("what depends on a member counts where the member is") {
  const std::string required = R"({"dependentRequired": {"a": ["b", "c"]}})";
  CHECK(found(required, "{}") == none);
  CHECK(found(required, R"({"a": 1, "b": 2})") == Found{" dependentRequired"});
  const std::string schemas = R"({"dependentSchemas": {"a": {"properties": {"b": {"type": "string"}}}}})";
  CHECK(found(schemas, R"({"b": 1})") == none);
  CHECK(found(schemas, R"({"a": 1, "b": 1})") == Found{"/b type"});
}

TEST_CASE("contains is counted") {
  const std::string schema = R"({"contains": {"type": "null"}, "minContains": 2, "maxContains": 3})";
  CHECK(found(schema, "[null, 1, null]") == none);
  CHECK(found(schema, "[null, 1]") == Found{" minContains"});
  CHECK(found(schema, "[null, null, null, null]") == Found{" maxContains"});
  CHECK(found(R"({"contains": {"type": "null"}, "minContains": 0})", "[1]") == none);
}

TEST_CASE("unevaluated members and items are those of which no keyword that fits has spoken") {
  const std::string members = R"({"allOf": [{"properties": {"a": true}}],
    "anyOf": [{"properties": {"b": {"type": "string"}}, "required": ["b"]}, true], "unevaluatedProperties": false})";
  CHECK(found(members, R"({"a": 1, "b": "x"})") == none);
  CHECK(found(members, R"({"a": 1, "b": 1})") == Found{"/b unevaluatedProperties"});
  CHECK(found(members, R"({"c": 1})") == Found{"/c unevaluatedProperties"});
  const std::string items =
      R"({"prefixItems": [true], "contains": {"type": "null"}, "unevaluatedItems": {"type": "string"}})";
  CHECK(found(items, R"([1, null, "a"])") == none);
  CHECK(found(items, R"([1, null, 2])") == Found{"/2 type"});
}

TEST_CASE("a schema is found by its anchor and by its id") {
  CHECK(found(R"({"$ref": "#T", "$defs": {"t": {"$anchor": "T", "type": "string"}}})", "1") == Found{" type"});
  CHECK(
      found(
          R"({"$ref": "https://example.org/t.json", "$defs": {"t": {"$id": "https://example.org/t.json", "type": "null"}}})",
          "1") == Found{" type"});
  CHECK(found(R"({"$id": "https://example.org/a/b.json", "$ref": "t.json#x",
                  "$defs": {"t": {"$id": "t.json", "$defs": {"y": {"$anchor": "x", "type": "null"}}}}})",
              "1") == Found{" type"});
  CHECK(found(R"({"$id": "https://example.org/", "$ref": "#/$defs/t", "$defs": {"t": {"type": "null"}}})", "1") ==
        Found{" type"});
}

TEST_CASE("words that are no keywords constrain nothing, and an empty enum allows nothing") {
  CHECK(found(R"({"enumNames": ["a"], "requried": ["b"], "$comment": 1, "$schema": "s", "additionalItems": false})",
              "{}") == none);
  CHECK(found(R"({"const": 1, "type": "integer"})", "2", "3.0.3") == none);
  CHECK(found(R"({"enum": []})", "1") == Found{" enum"});
}

TEST_CASE("integers are compared as integers, whatever their size") {
  const std::string most = R"({"type": "integer", "maximum": 9223372036854775807})";
  CHECK(found(most, "9223372036854775807") == none);
  CHECK(found(most, "9223372036854775808") == Found{" maximum"});
  CHECK(found(most, "9223372036854775808.0") == Found{" maximum"});
  CHECK(found(most, "18446744073709551616") == Found{" maximum"});
  CHECK(found(most, "-18446744073709551616") == none);
  const std::string unsigned_most = R"({"maximum": 18446744073709551615})";
  CHECK(found(unsigned_most, "18446744073709551615") == none);
  CHECK(found(unsigned_most, "18446744073709551616") == Found{" maximum"});
  CHECK(found(R"({"exclusiveMaximum": 9007199254740993})", "9007199254740992") == none);
  CHECK(found(R"({"exclusiveMaximum": 9007199254740993})", "9007199254740993") == Found{" exclusiveMaximum"});
  CHECK(found(R"({"minimum": -9223372036854775808})", "-9223372036854775809") == Found{" minimum"});
  CHECK(found(R"({"exclusiveMinimum": 9007199254740992})", "9007199254740993") == none);
  CHECK(found(R"({"const": 9007199254740993})", "9007199254740992") == Found{" const"});
  CHECK(found(R"({"const": 9007199254740993})", "9007199254740992.0") == Found{" const"});
  CHECK(found(R"({"enum": [-1]})", "18446744073709551615") == Found{" enum"});
  CHECK(found(R"({"multipleOf": 10})", "100000000000000000000000000000000000000010") == none);
  CHECK(found(R"({"multipleOf": 10})", "100000000000000000000000000000000000000011") == Found{" multipleOf"});
  CHECK(found(R"({"multipleOf": 3})", "18446744073709551615") == none);
  CHECK(found(R"({"uniqueItems": true})", "[9007199254740993, 9007199254740992]") == none);
  CHECK(found(R"({"uniqueItems": true})", R"([{"a": 1, "b": 2}, {"b": 2.0, "a": 1}])") == Found{" uniqueItems"});
  CHECK(found(R"({"type": "integer"})", "1.0") == none);
}

TEST_CASE("a number that no double holds is not called broken JSON") {
  CHECK(read_json("1e400").faults.at(0).keyword == "limit");
  CHECK(read_json("1e4x").faults.at(0).keyword == "json");
}

TEST_CASE("what cannot be judged is said, and only where it matters") {
  CHECK(found(R"({"pattern": "a++"})", R"("x")") == Found{" limit"});
  CHECK(found(R"({"pattern": "a++"})", "1") == none);
  CHECK(found(R"({"pattern": "a++", "maxLength": 0})", R"("x")") == Found{" maxLength", " limit"});
  CHECK(found(R"({"not": {"pattern": "a++"}})", R"("x")") == Found{" limit"});
  CHECK(found(R"({"anyOf": [{"pattern": "a++"}, {"type": "string"}]})", R"("x")") == none);
  CHECK(found(R"({"anyOf": [{"pattern": "a++"}, {"type": "null"}]})", R"("x")") == Found{" limit"});
  CHECK(found(R"({"oneOf": [{"pattern": "a++"}, {"type": "string"}]})", R"("x")") == Found{" limit"});
  CHECK(found(R"({"patternProperties": {"a++": false}})", R"({"x": 1})") == Found{" limit"});
  CHECK(found(R"({"$dynamicRef": "#x"})", "1") == Found{" limit"});
}

TEST_CASE("null is neither allowed nor ruled out by a nullable that the version does not read") {
  const std::string beside = R"({"allOf": [{"$ref": "#/schema/x"}], "nullable": true, "x": {"type": "string"}})";
  CHECK(found(beside, "null", "3.0.3") == Found{" limit"});
  CHECK(found(beside, "1", "3.0.3") == Found{" type"});
  CHECK(found(R"({"type": "string", "nullable": true})", "null") == Found{" limit"});
  CHECK(found(R"({"type": ["string", "null"], "nullable": true})", "null") == none);
  CHECK(found(R"({"type": "string", "nullable": true})", "null", "3.0.3") == none);
}

TEST_CASE("a member that is writeOnly is not required of an answer, in OpenAPI 3.0") {
  const std::string own = R"({"required": ["a", "b"], "properties": {"a": {"writeOnly": true}, "b": {}}})";
  CHECK(found(own, "{}", "3.0.3") == Found{" required"});
  CHECK(found(own, R"({"b": 1})", "3.0.3") == none);
  CHECK(found(own, R"({"b": 1})") == Found{" required"});
  const std::string joined =
      R"({"allOf": [{"$ref": "#/schema/x"}, {"required": ["a", "b"]}], "x": {"properties": {"a": {"$ref": "#/schema/y"}}},
          "y": {"writeOnly": true}})";
  CHECK(found(joined, R"({"b": 1})", "3.0.3") == none);
  CHECK(found(joined, R"({"a": 1})", "3.0.3") == Found{" required"});
}

TEST_CASE("alternatives of alternatives end after a bounded number of steps") {
  json schema = {{"type", "string"}};
  for (int level = 0; level < 6; ++level) {
    json next;
    for (int i = 0; i < 10; ++i) next["anyOf"].push_back({{"$ref", "#/s" + std::to_string(level)}});
    schema["s" + std::to_string(level)] = level == 0 ? json{{"type", "string"}} : schema["next"];
    schema["next"] = next;
  }
  schema["openapi"] = "3.1.0";
  const auto start = std::chrono::steady_clock::now();
  const auto violations =
      Schema::compile(schema, {.file = "d", .pointer = "/next"}).validate(json(json::array_t(1000, 1)));
  CHECK_FALSE(violations.empty());
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}

}  // namespace assay::test

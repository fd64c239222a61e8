#include "contracts/schema/schema.h"

#include <nlohmann/json.hpp>
#include <thread>

#include "tests/catch.h"

namespace assay::test {
using nlohmann::json;

namespace {

Schema compiled(const json& schema, const char* version = "3.1.0") {
  return Schema::compile({{"openapi", version}, {"schema", schema}},
                         {.file = "d.yaml", .line = 0, .pointer = "/schema"});
}

using Found = std::vector<std::pair<std::string, std::string>>;  // pointer, keyword

Found found(const Schema& schema, const json& instance) {
  Found all;
  for (const Violation& violation : schema.validate(instance)) all.emplace_back(violation.pointer, violation.keyword);
  return all;
}

Found found(const json& schema, const json& instance) { return found(compiled(schema), instance); }

Found just(const char* keyword) { return {{"", keyword}}; }

const Found none;

}  // namespace

TEST_CASE("each keyword that is broken is named") {
  CHECK(found(R"({"type": "string"})"_json, 1) == just("type"));
  CHECK(found(R"({"type": ["string", "null"]})"_json, 1) == just("type"));
  CHECK(found(R"({"enum": ["a", 2]})"_json, "b") == just("enum"));
  CHECK(found(R"({"const": {"a": [1]}})"_json, json{{"a", {2}}}) == just("const"));
  CHECK(found(R"({"minimum": 3})"_json, 2.5) == just("minimum"));
  CHECK(found(R"({"maximum": 3})"_json, 4) == just("maximum"));
  CHECK(found(R"({"exclusiveMinimum": 3})"_json, 3) == just("exclusiveMinimum"));
  CHECK(found(R"({"exclusiveMaximum": 3})"_json, 3) == just("exclusiveMaximum"));
  CHECK(found(R"({"multipleOf": 3})"_json, 4) == just("multipleOf"));
  CHECK(found(R"({"minLength": 3})"_json, "ab") == just("minLength"));
  CHECK(found(R"({"maxLength": 3})"_json, "abcd") == just("maxLength"));
  CHECK(found(R"({"pattern": "^a"})"_json, "ba") == just("pattern"));
  CHECK(found(R"({"format": "date-time"})"_json, "today") == just("format"));
  CHECK(found(R"({"minItems": 1})"_json, json::array()) == just("minItems"));
  CHECK(found(R"({"maxItems": 1})"_json, {1, 2}) == just("maxItems"));
  CHECK(found(R"({"uniqueItems": true})"_json, {1, 2, 1.0}) == just("uniqueItems"));
  CHECK(found(R"({"contains": {"type": "null"}})"_json, {1, 2}) == just("contains"));
  CHECK(found(R"({"minProperties": 1})"_json, json::object()) == just("minProperties"));
  CHECK(found(R"({"maxProperties": 0})"_json, {{"a", 1}}) == just("maxProperties"));
  CHECK(found(R"({"required": ["a"]})"_json, json::object()) == just("required"));
  CHECK(found(R"({"not": {"type": "string"}})"_json, "a") == just("not"));
  CHECK(found(R"({"if": {"type": "string"}, "then": false})"_json, "a") == Found{{"", "not"}, {"", "if"}});
  CHECK(found(R"({"oneOf": [{"minimum": 1}, {"minimum": 2}]})"_json, 3) == just("oneOf"));
  CHECK(found(json(false), 1) == just("not"));
}

TEST_CASE("each violation stands at its pointer") {
  CHECK(found(R"({"properties": {"a/b": {"items": {"type": "string"}}}})"_json, {{"a/b", {"x", 1}}}) ==
        Found{{"/a~1b/1", "type"}});
  CHECK(found(R"({"properties": {"[a]": {"type": "string"}}})"_json, {{"[a]", 1}}) == Found{{"/[a]", "type"}});
  CHECK(found(R"({"additionalProperties": {"type": "string"}})"_json, {{"x", 1}}) == Found{{"/x", "type"}});
  CHECK(found(R"({"properties": {"a": {}}, "additionalProperties": false})"_json, {{"a", 1}, {"it's", 1}, {"z", 1}}) ==
        Found{{"/it's", "additionalProperties"}, {"/z", "additionalProperties"}});
  CHECK(found(R"({"patternProperties": {"^x": {"type": "string"}}})"_json, {{"x1", 1}, {"y", 1}}) ==
        Found{{"/x1", "type"}});
}

TEST_CASE("all violations are reported, ordered by pointer, each once") {
  const auto schema = R"({"properties": {"a": {"type": "string"}, "b": {"enum": [1]}, "c": {"allOf": [{"type": "null"},
                          {"type": "null"}]}}, "required": ["d", "e"]})"_json;
  CHECK(found(schema, {{"a", 1}, {"b", 2}, {"c", 3}}) ==
        Found{{"", "required"}, {"", "required"}, {"/a", "type"}, {"/b", "enum"}, {"/c", "type"}});
}

TEST_CASE("of an anyOf that fails, what is wrong in the alternative of the value's type is reported") {
  const auto date_or_null = R"({"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]})"_json;
  CHECK(found(date_or_null, "2026-02-29T00:00:00Z") == just("format"));
  CHECK(found(date_or_null, 5) == just("anyOf"));
  CHECK(found(date_or_null, nullptr) == none);
  CHECK(found(date_or_null, "2026-02-28T00:00:00Z") == none);
  const auto list_or_null = R"({"anyOf": [{"items": {"type": "string"}, "type": "array"}, {"type": "null"}]})"_json;
  CHECK(found(list_or_null, {"a", 1}) == Found{{"/1", "type"}});
  const auto two_objects = R"({"oneOf": [{"required": ["a"]}, {"required": ["b"]}]})"_json;
  CHECK(found(two_objects, json::object()) == Found{{"", "required"}, {"", "required"}, {"", "oneOf"}});
}

TEST_CASE("the message of an anyOf that fits no type says which types it wants") {
  const Schema schema = compiled(R"({"anyOf": [{"type": "integer"}, {"type": "null"}]})"_json);
  CHECK(schema.validate("x").at(0).message ==
        "fits none of the alternatives: should be integer, is string; should be null, is string");
}

TEST_CASE("format date-time counts wherever it stands") {
  CHECK(found(R"({"not": {"format": "date-time"}})"_json, "2026-01-01T00:00:00Z") == just("not"));
  CHECK(found(R"({"not": {"format": "date-time"}})"_json, "2026-02-29T00:00:00Z") == none);
  CHECK(found(R"({"oneOf": [{"format": "date-time"}, {"maxLength": 5}]})"_json, "soon") == none);
  CHECK(found(R"({"format": "date-time"})"_json, 5) == none);
  CHECK(found(R"({"format": "email"})"_json, "no address") == none);
}

TEST_CASE("integral doubles are integers, of any size") {
  const Schema integer = compiled(R"({"type": "integer"})"_json);
  for (const char* good : {"1.0", "-0.0", "1e2", "1e300", "18446744073709551615", "123456789012345678901234567890"}) {
    CHECK(found(integer, json::parse(good)) == none);
  }
  for (const char* bad : {"1.5", "1e-3", "\"1\"", "true", "null"})
    CHECK(found(integer, json::parse(bad)) == just("type"));
  CHECK(found(R"({"const": 1})"_json, 1.0) == none);
  CHECK(found(R"({"enum": [[1.0]]})"_json, {1}) == none);
}

TEST_CASE("an unsigned integer beyond 63 bits is a large number, not a negative one") {
  const json large = 18446744073709551615u;
  CHECK(found(R"({"minimum": 1})"_json, large) == none);
  CHECK(found(R"({"maximum": 100})"_json, large) == just("maximum"));
  CHECK(found(R"({"items": {"minimum": 1}})"_json, json::array({large})) == none);
}

TEST_CASE("a boolean is no number and a number no text") {
  CHECK(found(R"({"multipleOf": 2})"_json, "7") == none);
  CHECK(found(R"({"minLength": 2})"_json, 7) == none);
  CHECK(found(R"({"minimum": 2})"_json, false) == none);
}

TEST_CASE("multiples are exact for integers and fair to doubles") {
  CHECK(found(R"({"multipleOf": 0.01})"_json, 19.99) == none);
  CHECK(found(R"({"multipleOf": 0.0001})"_json, 0.0075) == none);
  CHECK(found(R"({"multipleOf": 0.0001})"_json, 0.00751) == just("multipleOf"));
  CHECK(found(R"({"multipleOf": 1})"_json, 1.5) == just("multipleOf"));
  CHECK(found(R"({"multipleOf": 2})"_json, 9007199254740993) == just("multipleOf"));
}

TEST_CASE("lengths and patterns count characters, not bytes") {
  CHECK(found(R"({"maxLength": 2})"_json, "é😀") == none);
  CHECK(found(R"({"minLength": 3})"_json, "é😀") == just("minLength"));
  CHECK(found(R"({"minLength": 3})"_json, std::string("a\0b", 3)) == none);
  CHECK(found(R"({"pattern": "^.{2}$"})"_json, "é😀") == none);
  CHECK(found(R"({"pattern": "^[à-ü]$"})"_json, "é") == none);
}

TEST_CASE("a pattern that could take exponential time does not") {
  CHECK(found(R"({"pattern": "^(a+)+$"})"_json, std::string(200, 'a') + "b") == just("limit"));
  CHECK(found(R"({"pattern": "^(a|a)*$"})"_json, std::string(200, 'a')) == none);
}

TEST_CASE("a long name is refused before a pattern sees it") {
  const auto schema = R"({"patternProperties": {"^(a|b)*$": {"type": "string"}}})"_json;
  CHECK(found(schema, {{std::string(1000, 'a'), "x"}}) == none);
  CHECK(found(schema, {{std::string(100'000, 'a'), "x"}}) == just("limit"));
}

TEST_CASE("a long text is tried against a pattern as far as it can be") {
  CHECK(found(R"({"pattern": "^[ab]*$"})"_json, std::string(1'000'000, 'a')) == none);
  CHECK(found(R"({"pattern": "^[ab]*$"})"_json, std::string(1'000'000, 'c')) == just("pattern"));
}

TEST_CASE("instances beyond the limits are one violation") {
  const Schema schema = compiled(R"({"type": "string"})"_json);
  json deep = 1;
  for (int i = 0; i < 101; ++i) deep = json::array({std::move(deep)});
  CHECK(schema.validate(deep).at(0).keyword == "limit");
  CHECK(schema.validate(deep).size() == 1);
  CHECK(schema.validate(deep)[0].pointer.size() == 200);
  CHECK(found(schema, deep[0]) == just("type"));
  CHECK(found(schema, std::string(1024 * 1024, 'x')) == none);
  CHECK(found(schema, {{"a", {std::string(1024 * 1024 + 1, 'x')}}}) == Found{{"/a/0", "limit"}});
  CHECK(found(schema, json(json::array_t(100'000, nullptr))) == Found{{"/99999", "limit"}});
}

TEST_CASE("of very many violations the first are listed, in little time") {
  const Schema schema = compiled(R"({"items": {"anyOf": [{"type": "string"}, {"type": "integer"}]}})"_json);
  const std::vector<Violation> some = schema.validate(json(json::array_t(20, nullptr)));
  CHECK(some.size() == 20);
  CHECK(some.back().message.find("not listed") == std::string::npos);
  const std::vector<Violation> many = schema.validate(json(json::array_t(99'000, nullptr)));
  REQUIRE(many.size() == 20);
  CHECK(many.front().keyword == "anyOf");
  CHECK(many.back().message.ends_with("; more is wrong, and not listed"));
}

TEST_CASE("a text of 40,000 characters is no date-time") {
  CHECK(found(R"({"format": "date-time"})"_json, std::string(40'000, '1')) == just("format"));
}

TEST_CASE("no message quotes the value") {
  const auto schema =
      R"({"properties": {"a": {"type": "integer"}, "b": {"enum": ["x"]}, "c": {"const": "x"}, "d": {"maxLength": 1},
    "e": {"pattern": "^x"}, "f": {"format": "date-time"}, "g": {"anyOf": [{"maxLength": 1}, {"type": "null"}]}, "h": {"not": {}}}})"_json;
  json instance;
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h"}) instance[name] = "whsec_hidden";
  const std::vector<Violation> violations = compiled(schema).validate(instance);
  CHECK(violations.size() == 8);
  for (const Violation& violation : violations) CHECK(violation.message.find("hidden") == std::string::npos);
}

TEST_CASE("a schema may contain itself below its members") {
  const json document = R"({"tree": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"},
                            "children": {"type": "array", "items": {"$ref": "#/tree"}}}}})"_json;
  const Schema tree = Schema::compile(document, {.file = "d", .line = 0, .pointer = "/tree"});
  const json leaf = {{"name", "leaf"}};
  CHECK(found(tree, {{"name", "root"}, {"children", {leaf, {{"name", "n"}, {"children", {leaf}}}}}}) == none);
  CHECK(found(tree, {{"name", "root"}, {"children", {leaf, {{"name", "n"}, {"children", {{{"name", 1}}}}}}}}) ==
        Found{{"/children/1/children/0/name", "type"}});
}

TEST_CASE("a $ref is followed by its decoded pointer") {
  const json document = R"({"s": {"$ref": "#/defs/a~1b%20c"}, "defs": {"a/b c": {"type": "null"}}})"_json;
  CHECK(found(Schema::compile(document, {.file = "d", .line = 0, .pointer = "/s"}), 1) == just("type"));
}

TEST_CASE("siblings of $ref count in OpenAPI 3.1") {
  const json document = R"({"s": {"$ref": "#/t", "title": "T", "minLength": 2}, "t": {"type": "string"}})"_json;
  const Schema schema = Schema::compile(document, {.file = "d", .line = 0, .pointer = "/s"});
  CHECK(found(schema, "ab") == none);
  CHECK(found(schema, "a") == just("minLength"));
  CHECK(found(schema, 12) == just("type"));
}

TEST_CASE("properties may bear the names of keywords") {
  const auto schema =
      R"({"properties": {"$ref": {"type": "string"}, "type": {"type": "string"}, "id": {"type": "integer"}}})"_json;
  CHECK(found(schema, {{"$ref", 1}, {"type", "x"}, {"id", 1}}) == Found{{"/$ref", "type"}});
}

TEST_CASE("OpenAPI 3.0's nullable and boolean limits are understood") {
  const Schema nullable = compiled(R"({"type": "string", "nullable": true, "maxLength": 1})"_json, "3.0.3");
  CHECK(found(nullable, nullptr) == none);
  CHECK(found(nullable, "ab") == just("maxLength"));
  CHECK(found(nullable, 1) == just("type"));
  CHECK(found(compiled(R"({"type": "string", "nullable": false})"_json, "3.0.3"), nullptr) == just("type"));
  const Schema above =
      compiled(R"({"minimum": 1, "exclusiveMinimum": true, "maximum": 3, "exclusiveMaximum": false})"_json, "3.0.0");
  CHECK(found(above, 1) == just("exclusiveMinimum"));
  CHECK(found(above, 3) == none);
}

TEST_CASE("a schema validates from several threads at once") {
  const Schema schema =
      compiled(R"({"properties": {"a": {"pattern": "^x+$", "format": "date-time"}, "b": {"const": 1}}})"_json);
  const json instance = {{"a", "y"}, {"b", 2}};
  const Found expected = {{"/a", "format"}, {"/a", "pattern"}, {"/b", "const"}};
  std::vector<int> wrong(4, 0);
  std::vector<std::thread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&schema, &instance, &expected, &count] {
      for (int i = 0; i < 200; ++i) count += found(schema, instance) == expected ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4, 0));
}

}  // namespace assay::test

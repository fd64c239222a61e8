// What is judged of a document: what the operation of the policy reaches. The rest is lint's.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/contract.h"
#include "contracts/documents/document.h"
#include "contracts/lint/lint.h"
#include "tests/catch.h"
#include "tests/contracts/refusal.h"

namespace assay::test {
using nlohmann::json;

namespace {

const std::string rotate = "/paths/~1api-tokens~1{token_id}~1webhook~1rotate-secret/post";

json slate() { return load_lint_document("").value; }

// The Slate document with one thing changed.
json slate_with(const std::string& pointer, const json& value) {
  json document = slate();
  document[json::json_pointer(pointer)] = value;
  return document;
}

json slate_without(const std::string& name) {
  json document = slate();
  document.erase(name);
  return document;
}

Contract read(const json& document) { return read_contract(document.dump(), "d.json", load_embedded_policy()); }

std::string refused(const json& document) {
  return refusal([&] { read(document); });
}

// Whether the rule of lint finds something in it.
bool lint_finds(const json& document, const std::string& rule) {
  const auto defects = lint(parse_document(document.dump(), "d.json"), {});
  return std::any_of(defects.begin(), defects.end(), [&](const Defect& each) { return each.rule->id == rule; });
}

// "rule pointer" of each error that lint finds.
std::set<std::string> errors_of(const json& document) {
  std::set<std::string> all;
  for (const Defect& each : lint(parse_document(document.dump(), "d.json"), {}))
    if (each.rule->level == LintRule::Level::error) all.insert(each.rule->id + ' ' + each.place.pointer);
  return all;
}

json answering(const json& schema) {
  return {
      {"get",
       {{"operationId", "o"},
        {"responses", {{"200", {{"description", "x"}, {"content", {{"application/json", {{"schema", schema}}}}}}}}}}}};
}

}  // namespace

TEST_CASE("what another operation gets wrong refuses nothing, and lint says it") {
  const std::pair<json, std::string> cases[] = {
      {slate_with("/paths/~1o", answering({{"$ref", "#/nowhere"}})), "reference-broken"},
      {slate_with("/paths/~1o", answering({{"$ref", "other.yaml#/x"}})), "reference-broken"},
      {slate_with("/paths/~1o", answering({{"type", "text"}})), "keyword-unsupported"},
      {slate_with("/paths/~1o", answering({{"requried", {"a"}}})), "keyword-unknown"},
      {slate_with("/paths/~1o", answering({{"pattern", "a++"}})), "pattern-wrong"},
      {slate_with("/paths/~1o", {{"$ref", "#/components/pathItems/none"}}), "reference-broken"},
      {slate_with("/paths/~1o", {{"get", 3}}), "form-wrong"},
      {slate_with("/paths/~1o", 3), "form-wrong"},
      {slate_with("/paths/o", answering({{"type", "string"}})), "path-without-slash"},
      {slate_with("/paths/~1o", {{"get", {{"responses", {{"twohundred", {{"description", "x"}}}}}}}}),
       "reading-refused"},
      {slate_with("/paths/~1o", {{"get", {{"parameters", {{{"name", "b"}, {"in", "body"}}}}}}}), "reading-refused"},
      {slate_with("/webhooks", 3), "form-wrong"},
      {slate_without("info"), "member-missing"},
      {slate_with("/info/version", 1.0), "form-wrong"},
  };
  for (const auto& [document, rule] : cases) {
    INFO(rule << ' ' << document.at("paths").dump().substr(0, 200));
    CHECK(refused(document).empty());
    CHECK(lint_finds(document, rule));
    CHECK(read(document).operation().responses.size() == 2);
  }
  CHECK(read(slate_without("info")).title.empty());
  CHECK(read(slate_with("/info/version", 1.0)).version == "1.0");
}

TEST_CASE("one operationId twice refuses nothing where it is another's, and lint says it") {
  json document = slate_with("/paths/~1a", answering(true));
  document["paths"]["/b"] = answering(true);
  CHECK(refused(document).empty());
  CHECK(lint_finds(document, "operation-id-twice"));
}

TEST_CASE("whatever check refuses in a document, lint calls an error") {
  const std::string parameters = rotate + "/parameters/0";
  const json cases[] = {
      slate_with(parameters + "/in", "body"),
      slate_with(rotate + "/responses/twohundred", {{"description", "x"}}),
      slate_with(rotate + "/responses", 3),
      slate_with("/components/schemas/TokenWithSecretResponse/properties/id", {{"type", "text"}}),
      slate_with("/components/schemas/TokenWithSecretResponse/properties/id", {{"$ref", "#/nowhere"}}),
      slate_with("/components/schemas/TokenWithSecretResponse/allOf",
                 {{{"$ref", "#/components/schemas/TokenWithSecretResponse"}}}),
      slate_with("/jsonSchemaDialect", "https://example.org/dialect"),
      slate_with("/paths/~1o/get", {{"operationId", load_embedded_policy().rotation().operation}}),
  };
  for (const json& document : cases) {
    INFO(refused(document));
    CHECK_FALSE(refused(document).empty());
    const std::set<std::string> before = errors_of(slate());
    const std::set<std::string> now = errors_of(document);
    CHECK_FALSE(std::includes(before.begin(), before.end(), now.begin(), now.end()));
  }
}

TEST_CASE("the dialects that OpenAPI 3.1 was published with are read") {
  for (const char* dialect :
       {"https://spec.openapis.org/oas/3.1/dialect/base", "https://spec.openapis.org/oas/3.1/dialect/2024-11-10",
        "https://json-schema.org/draft/2020-12/schema"}) {
    CHECK(refused(slate_with("/jsonSchemaDialect", dialect)).empty());
    CHECK_FALSE(lint_finds(slate_with("/jsonSchemaDialect", dialect), "reading-refused"));
  }
}

TEST_CASE("an operation that is a $ref is followed") {
  json document = slate();
  const json::json_pointer at(rotate);
  document["x-operations"]["rotate"] = document[at];
  document[at] = {{"$ref", "#/x-operations/rotate"}};
  CHECK(read(document).operation().responses.size() == 2);
  CHECK(read(document).operation().parameters.size() == 1);
}

TEST_CASE("a method whose operation can't be read is documented all the same, so that it is not sent") {
  const std::string path = "/paths/~1api-tokens~1{token_id}~1webhook~1rotate-secret";
  for (const json& odd : {json{{"$ref", "#/nowhere"}}, json(nullptr)}) {
    const Contract contract = read(slate_with(path + "/delete", odd));
    CHECK(std::any_of(contract.operations.begin(), contract.operations.end(),
                      [](const Operation& each) { return each.method == "DELETE"; }));
  }
}

TEST_CASE("a response's media ranges count, the most specific first") {
  const auto media_of = [](const json& content, const char* type) {
    const Contract contract = read(slate_with(rotate + "/responses/200/content", content));
    const MediaType* found = contract.operation().response(200)->media(type);
    return found == nullptr ? "none" : found->name;
  };
  const json any = json::object();
  CHECK(media_of({{"*/*", any}}, "application/json") == "*/*");
  CHECK(media_of({{"*/*", any}}, "") == "*/*");
  CHECK(media_of({{"application/*", any}, {"*/*", any}}, "application/json") == "application/*");
  CHECK(media_of({{"application/*", any}, {"*/*", any}}, "text/plain") == "*/*");
  CHECK(media_of({{"Application/JSON; v=1", any}, {"application/*", any}}, "application/json") == "application/json");
  CHECK(media_of({{"application/*", any}}, "text/plain") == "none");
  CHECK(media_of({{"application/*", any}}, "") == "none");
}

TEST_CASE("what lets no text through carries no secret, whatever its name") {
  const auto secret_called = [](const char* name, const json& schema) {
    return lint_finds({{"openapi", "3.1.0"},
                       {"info", {{"title", "t"}, {"version", "1"}}},
                       {"paths", {{"/o", answering({{"properties", {{name, schema}}}})}}}},
                      "secret-optional");
  };
  CHECK_FALSE(secret_called("must_change_password", {{"type", "boolean"}}));
  CHECK_FALSE(secret_called("secs_to_first_token", {{"type", "number"}}));
  CHECK_FALSE(secret_called("max_token", {{"anyOf", {{{"type", "integer"}}, {{"type", "null"}}}}}));
  CHECK_FALSE(secret_called("secret", {{"type", "object"}, {"properties", {{"name", {{"type", "string"}}}}}}));
  CHECK(secret_called("secret", {{"type", {"string", "null"}}}));
  CHECK(secret_called("secret", {{"anyOf", {{{"type", "string"}}, {{"type", "null"}}}}}));
  CHECK(secret_called("secret", json::object()));
  CHECK(secret_called("secret", {{"type", "object"}, {"properties", {{"token", {{"type", "string"}}}}}}));
}

TEST_CASE("lint and check say the same of what is no OpenAPI 3.0 or 3.1") {
  for (const char* text : {"openapi: 3.1", "openapi: 3.2.0", "swagger: '2.0'", "{}", "[]"}) {
    const auto said_by_lint = refusal([&] { lint(parse_document(text, "d.yaml"), {}); });
    const auto said_by_check = refusal([&] { read_contract(text, "d.yaml", load_embedded_policy()); });
    CHECK_FALSE(said_by_lint.empty());
    CHECK(said_by_lint.substr(said_by_lint.find(": ")) == said_by_check.substr(said_by_check.find(": ")));
  }
}

TEST_CASE("a chain of 10,000 references is linted in little time") {
  json document = slate();
  for (int i = 0; i < 10'000; ++i)
    document["components"]["schemas"]["s" + std::to_string(i)] = {
        {"$ref", "#/components/schemas/s" + std::to_string(i + 1)}};
  document["components"]["schemas"]["s10000"] = true;
  CHECK_FALSE(lint_finds(document, "reference-broken"));
}

}  // namespace assay::test

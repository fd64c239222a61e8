#include "contracts/contract.h"

#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/contracts/refusal.h"

namespace assay::test {
using nlohmann::json;

namespace {

const std::string rotate_at = "/paths/~1api-tokens~1{token_id}~1webhook~1rotate-secret/post";

Contract read(const std::string& text, const std::string& operation = "op") {
  Policy policy = load_embedded_policy();
  policy.uses.front().operation = operation;
  return read_contract(text, "d.yaml", policy);
}

const std::string head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

}  // namespace

TEST_CASE("the Slate document is read whole") {
  const Contract contract = load_contract("contracts/slate.openapi.yaml", load_embedded_policy());
  CHECK(contract.title == "Slate API");
  CHECK(contract.version == "1.0.0");
  CHECK(contract.openapi == "3.1.0");
  CHECK(contract.file == "contracts/slate.openapi.yaml");
  REQUIRE(contract.operations.size() == 1);
  const Operation& operation = contract.operation();
  CHECK(operation.id == load_embedded_policy().rotation().operation);
  CHECK(operation.method == "POST");
  CHECK(operation.path == "/api-tokens/{token_id}/webhook/rotate-secret");
  REQUIRE(operation.parameters.size() == 1);
  CHECK(operation.parameters[0].name == "token_id");
  CHECK(operation.parameters[0].in == "path");
  CHECK(operation.parameters[0].required);
  CHECK(operation.parameters[0].type == "integer");
  REQUIRE(operation.responses.size() == 2);
  CHECK(operation.responses[1].status == "422");
  REQUIRE(operation.responses[1].content.size() == 1);
  CHECK(operation.responses[1].content[0].name == "application/json");
  CHECK(operation.responses[1].content[0].schema->validate({{"detail", json::array()}}).empty());
  CHECK(operation.responses[1].content[0].schema->validate({{"detail", "text"}}).at(0).pointer == "/detail");
}

TEST_CASE("each statement knows its line") {
  const Contract contract = load_contract("contracts/slate.openapi.yaml", load_embedded_policy());
  const Operation& operation = contract.operation();
  CHECK(operation.place == Place{.file = "contracts/slate.openapi.yaml", .line = 41, .pointer = rotate_at});
  CHECK(operation.parameters[0].place.line == 47);
  CHECK(operation.response(200)->place.line == 54);
  CHECK(operation.response(422)->content[0].place.line == 63);
  CHECK(contract.place("/components/schemas/TokenWithSecretResponse/properties/webhook_secret").line > 0);
  CHECK(contract.place("/no/such/place").line == 0);
  CHECK(contract.place("/no/such/place").pointer == "/no/such/place");
}

TEST_CASE("the document inside of the program is the file, under the default policy") {
  const Contract embedded = load_embedded_contract();
  const Contract file = load_contract("contracts/slate.openapi.yaml", load_embedded_policy());
  CHECK(embedded.sha256 == file.sha256);
  CHECK(embedded.sha256.size() == 64);
  CHECK(embedded.file == file.file);
  CHECK(embedded.operation().place == file.operation().place);
  CHECK(embedded.policy.secrets() == load_embedded_policy().secrets());
}

TEST_CASE("the fingerprint is SHA-256 of the bytes") {
  const std::string text = head + "paths: {/a: {get: {operationId: op}}}\n";
  CHECK(read(text).sha256 == "80814394903b6a8747047558b16572b5ea74ce009d1d3f2b22e26ab64c362776");
}

TEST_CASE("a response is found by status, then range, then default") {
  const Contract contract =
      read(head +
           "paths: {/a: {get: {operationId: op, responses: {default: {description: d}, 4XX: {description: r}, "
           "404: {description: e}}}}}\n");
  CHECK(contract.operation().response(404)->status == "404");
  CHECK(contract.operation().response(409)->status == "4XX");
  CHECK(contract.operation().response(500)->status == "default");
  CHECK(read(head + "paths: {/a: {get: {operationId: op, responses: {200: {description: d}}}}}\n")
            .operation()
            .response(201) == nullptr);
}

TEST_CASE("references to parameters, responses and path items are followed") {
  const Contract contract = read(head + R"(paths:
  /a/{id}:
    $ref: '#/components/pathItems/A'
components:
  pathItems:
    A:
      parameters:
        - $ref: '#/components/parameters/Id'
        - {name: q, in: query, schema: {type: string}}
      get:
        operationId: op
        parameters:
          - {name: q, in: query, required: true, schema: {$ref: '#/components/schemas/Number'}}
        responses:
          '200': {$ref: '#/components/responses/Fine'}
  parameters:
    Id: {name: id, in: path, required: true, schema: {type: [integer, 'null']}}
  responses:
    Fine:
      description: fine
      content:
        Application/Problem+JSON; charset=utf-8: {schema: {$ref: '#/components/schemas/Number'}}
        text/plain: {}
  schemas:
    Number: {type: number}
)");
  const Operation& operation = contract.operation();
  CHECK(operation.path == "/a/{id}");
  REQUIRE(operation.parameters.size() == 2);
  CHECK(operation.parameters[0].name == "id");
  CHECK(operation.parameters[0].type.empty());
  CHECK(operation.parameters[1].required);
  CHECK(operation.parameters[1].type == "number");
  REQUIRE(operation.response(200)->content.size() == 2);
  CHECK(operation.response(200)->place.pointer == "/components/pathItems/A/get/responses/200");
  CHECK(operation.response(200)->content[0].name == "application/problem+json");
  CHECK(operation.response(200)->content[0].schema->validate("x").size() == 1);
  CHECK_FALSE(operation.response(200)->content[1].schema);
}

TEST_CASE("an operation without operationId is named by method and path") {
  CHECK(read(head + "paths: {/a: {delete: {responses: {}}}}\n", "DELETE /a").operation().method == "DELETE");
}

TEST_CASE("an operation that is not there is refused with the nearest, or with those that are") {
  const std::string text = head + "paths: {/a: {get: {operationId: list_things}, post: {operationId: add_thing}}}\n";
  CHECK(refusal([&] { read(text, "list_thing"); }).find("did you mean 'list_things'?") != std::string::npos);
  CHECK(refusal([&] { read(text, "quite_another"); }).find("it has: list_things, add_thing") != std::string::npos);
}

TEST_CASE("two operations of one name are refused") {
  const std::string text = head + "paths: {/a: {get: {operationId: op}, post: {operationId: op}}}\n";
  CHECK(refusal([&] { read(text); }).find("operationId 'op' stands twice") != std::string::npos);
}

TEST_CASE("an OpenAPI 3.0 document is read in its own dialect") {
  const Contract contract =
      read(R"({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"operationId": "op",
    "responses": {"200": {"description": "d", "content": {"application/json": {"schema": {"type": "string", "nullable": true}}}}}}}}})");
  CHECK(contract.operation().response(200)->content[0].schema->validate(nullptr).empty());
}

TEST_CASE("a parameter must say its name and where it stands") {
  const auto with = [](const std::string& parameter) {
    return refusal([&] { read(head + "paths: {/a: {get: {operationId: op, parameters: [" + parameter + "]}}}\n"); });
  };
  CHECK(with("{in: query}").find("a parameter has no name") != std::string::npos);
  CHECK(with("{name: a, in: body}").find("'in' is none of") != std::string::npos);
  CHECK(with("{name: a, in: query, schema: {type: text}}").find("/parameters/0/schema/type") != std::string::npos);
  CHECK(with("{$ref: '#/nowhere'}").find("leads nowhere") != std::string::npos);
  CHECK(with("{name: a, in: query, schema: {type: string}}").empty());
}

}  // namespace assay::test

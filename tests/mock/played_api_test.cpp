// What the mock makes of documents that are unlike the five of fixtures/vendors.
#include "mock/played_api.h"

#include <nlohmann/json.hpp>

#include "contracts/fit/fit.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"
#include "tests/mock/foreign_apis.h"

namespace assay::test {
namespace {

using nlohmann::json;

const std::string policy = R"(
resources:
  key:
    identity: /id
    members: {/id: {role: open}, /secret: {role: secret}, /version: {role: stable}}
operations:
  rotate: {of: key, effect: rotates, rotates: [/secret], changes: [/version]}
)";

// A document with one rotation; `success` is the schema of its 200, `more` what stands behind.
std::string document(const std::string& success, const std::string& responses = "", const std::string& more = "") {
  return R"(openapi: 3.1.0
info: {title: Keys, version: '1'}
servers: [{url: 'https://{region}.example.com/api/v2/', variables: {region: {default: eu}}}, {url: /}]
paths:
  /keys/{key}/roll:
    post:
      operationId: rotate
      parameters: [{name: key, in: path, required: true, schema: {type: string, pattern: '^k[0-9]+$'}}]
      responses:
        '200': {description: d, content: {application/json: {schema: )" +
         success + "}}}\n" + responses + more;
}

const std::string record =
    "{type: object, required: [id], properties: {id: {type: string}, secret: {type: string}, version: {type: "
    "integer}}}";

struct Played {
  Contract contract{};
  ForeignMock made{};
};

Played play(const std::string& text, const std::string& lines = "") {
  Played played{.contract = read_contract(text, "keys.yaml", read_policy(policy + lines, "policy.yaml"))};
  refuse_unfit(played.contract);
  played.made = foreign_mock(played.contract);
  return played;
}

Response post(const Played& played, const std::string& target, const std::string& method = "POST") {
  return ask(played.made.mock.handler, {.method = method, .target = target});
}

}  // namespace

TEST_CASE("the path of a server may stand before the path, and a count that may change goes up") {
  const Played played = play(document(record));
  const std::string key = played.made.resources.front().key();
  CHECK(key.starts_with("k"));
  CHECK(json::parse(post(played, "/api/v2/keys/" + key + "/roll").body).at("version") == 2);
  CHECK(json::parse(post(played, "/keys/" + key + "/roll").body).at("version") == 3);
  CHECK(post(played, "/api/keys/" + key + "/roll").status == 404);
}

TEST_CASE("an operation that the policy does not name is answered 501, by a problem that says so") {
  const Played played = play(document(record, "", R"(    delete:
      operationId: destroy
      responses: {'204': {description: d}}
  /keys/{key}/{a}{b}:
    get: {responses: {'200': {description: d}}}
)"));
  const Response response = post(played, "/keys/k1/roll", "DELETE");
  CHECK(response.status == 501);
  CHECK(header(response, "Content-Type") == "application/problem+json");
  CHECK(json::parse(response.body).at("detail") ==
        "assay mock does not play destroy, which its policy does not name; it plays rotate.");
  CHECK(header(post(played, "/keys/k1/roll", "PUT"), "Allow") == "POST, DELETE");
}

TEST_CASE("a list of errors is written where the policy's pointers lead, and fits the document") {
  const Played played = play(document(record, R"(        '422':
          description: d
          content:
            application/vnd.api+json:
              schema:
                type: object
                additionalProperties: false
                required: [errors, trace]
                properties:
                  trace: {type: string, format: uuid}
                  errors: {type: array, minItems: 1, items: {type: object, required: [title, kind], properties:
                    {title: {type: string}, kind: {enum: [broken]}, code: {type: string}, source: {type: object,
                    properties: {parameter: {type: string}}}}}}
)"),
                             "errors: {shape: {list: /errors, where: /source/parameter, text: /title, code: /code}}\n");
  const Response response = post(played, "/keys/x/roll");
  CHECK(response.status == 422);
  CHECK(header(response, "Content-Type") == "application/vnd.api+json");
  const json body = json::parse(response.body);
  const auto violations = played.contract.operation().response(422)->content.front().schema->validate(body);
  INFO(body.dump() << (violations.empty() ? "" : violations.front().pointer));
  CHECK(violations.empty());
  CHECK(body.at("errors").size() == 1);
  CHECK(body.at("errors").at(0).at("title") == "key must be written as ids are");
  CHECK(body.at("errors").at(0).at("source").at("parameter") == "key");
}

TEST_CASE("another API of FastAPI's refuses as that does") {
  const Played played = play(document(record), "errors: {shape: fastapi}\n");
  CHECK(post(played, "/keys/x/roll").body ==
        R"({"detail":[{"type":"string_pattern_mismatch","loc":["path","key"],)"
        R"("msg":"String should match the pattern of the document","input":"x"}]})");
  CHECK(post(played, "/keys/k1/roll/").status == 307);
  CHECK(post(played, "/keys/k99/roll").body == R"({"detail":"Resource not found","error":"not_found"})");
  CHECK(post(played, "/no/such").body == R"({"detail":"Not Found"})");
}

TEST_CASE("a secret is written as its schema wants it") {
  const auto secret_of = [](const std::string& schema) {
    const Played played =
        play(document("{type: object, properties: {id: {type: string}, version: {type: integer}, "
                      "secret: " +
                      schema + "}}"));
    const std::string path = "/keys/" + played.made.resources.front().key() + "/roll";
    const json first = json::parse(post(played, path).body), second = json::parse(post(played, path).body);
    CHECK(played.contract.operation().response(200)->content.front().schema->validate(first).empty());
    CHECK(first.at("secret") != second.at("secret"));
    return first.at("secret").get<std::string>();
  };
  CHECK(secret_of("{type: string, pattern: '^sk_[a-z0-9]{32}$'}").size() == 35);
  CHECK(secret_of("{type: string, pattern: '^[A-F0-9]+$'}").size() >= 32);
  CHECK(secret_of("{type: string, format: uuid}").size() == 36);
  CHECK(secret_of("{type: string, maxLength: 24}").size() == 24);
  CHECK(secret_of("{type: string, minLength: 100}").size() >= 100);
}

TEST_CASE("a success of which the document says nothing shows what the policy names") {
  const Played played = play(document("{}").replace(document("{}").find("{schema: {}}"), 12, "{}"));
  const Response rotated = post(played, "/keys/" + played.made.resources.front().key() + "/roll");
  CHECK(rotated.status == 200);
  CHECK(json::parse(rotated.body).at("id") == played.made.resources.front().key());
  CHECK(json::parse(rotated.body).at("secret").get<std::string>().size() > 40);
}

TEST_CASE("where no refusal is documented an honest one is given all the same") {
  const Played played = play(document(record));
  CHECK(post(played, "/keys/x/roll").status == 400);
  CHECK(post(played, "/keys/k99/roll").status == 404);
  CHECK(json::parse(post(played, "/keys/k99/roll").body) ==
        json{{"error", "not_found"}, {"message", "Resource not found"}});
}

}  // namespace assay::test

#include "contracts/lint/lint.h"

#include <algorithm>
#include <set>

#include "contracts/policy/policy.h"
#include "contracts/secrets/secret_members.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

// "rule pointer" of each defect.
std::vector<std::string> found(const std::string& yaml, const LintScope& scope = {}) {
  std::vector<std::string> all;
  for (const auto& defect : lint(parse_document(yaml, "x.yaml"), scope))
    all.push_back(defect.rule->id + " " + defect.place.pointer);
  return all;
}

bool has(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Nothing is wrong with it.
const std::string sound = R"(openapi: 3.0.3
info: {title: t, version: '1'}
servers: [{url: 'https://{region}.example.org', variables: {region: {default: eu-1, enum: [eu-1, us-1]}}}]
security: [{key: []}]
paths:
  /keys/{id}/rotate-secret:
    post:
      operationId: rotate
      summary: Rotate the secret
      description: Not idempotent; a lost answer may be retried, which rotates again.
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer, minimum: 1, maximum: 2147483647}}
      responses:
        '200':
          description: ok
          headers: {Cache-Control: {schema: {type: string}}}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Key'}
        '422':
          description: wrong
          content: {application/json: {schema: {type: object}, example: {detail: []}}}
        4XX: {description: error}
components:
  schemas:
    Key:
      type: object
      required: [secret]
      properties:
        name: {type: string}
        secret: {type: string, minLength: 43}
        next_page_token: {type: string}
)";

std::string with(const std::string& what, const std::string& instead) {
  std::string text = sound;
  const auto at = text.find(what);
  if (at == std::string::npos) throw std::logic_error("not in the sound document: " + what);
  return text.replace(at, what.size(), instead);
}

const std::string secret = "/components/schemas/Key/properties/secret";
const std::string post = "/paths/~1keys~1{id}~1rotate-secret/post";

}  // namespace

TEST_CASE("a sound document has no defect") { CHECK(found(sound) == std::vector<std::string>{}); }

TEST_CASE("each rule of lint finds what it is for, and nothing else does") {
  const std::pair<std::string, std::string> cases[] = {
      {with("required: [secret]", "required: [name]"), "secret-optional " + secret},
      {with("minLength: 43}", "minLength: 43, nullable: true}"), "secret-nullable " + secret},
      {with(", minLength: 43", ""), "secret-unbounded " + secret},
      {with("required: [secret]\n      properties:",
            "required: [secret, token]\n      properties:\n        token: {type: string, minLength: 20}"),
       "secret-needless /components/schemas/Key/properties/token"},
      {with("headers: {Cache-Control", "headers: {ETag"), "secret-cacheable " + post + "/responses/200"},
      {with("[{key: []}]", "[]"), "security-empty /security"},
      {with("[{key: []}]", "[{key: []}, {}]"), "security-empty /security"},
      {with("security: [{key: []}]\n", ""), "security-empty " + post},
      {with("4XX:", "'404':"), "errors-undocumented " + post + "/responses"},
      {with(", maximum: 2147483647", ""), "integer-unbounded " + post + "/parameters/0"},
      {with(", example: {detail: []}", ""), "example-missing " + post + "/responses/422"},
      {with("{schema: {type: object}, example", "{example"),
       "schema-missing " + post + "/responses/422/content/application~1json"},
      {with("operationId: rotate", "deprecated: false"), "operation-id-missing " + post},
      {with("{default: eu-1, enum: [eu-1, us-1]}", "{default: your-region}"),
       "server-placeholder /servers/0/variables/region"},
      {with("name: {type: string}", "name: {type: string, minLenght: 2}"),
       "keyword-unknown /components/schemas/Key/properties/name/minLenght"},
      {with("name: {type: string}", "name: {type: text}"),
       "keyword-unsupported /components/schemas/Key/properties/name/type"},
      {with("name: {type: string}", "name: {type: string, pattern: 'a++'}"),
       "pattern-wrong /components/schemas/Key/properties/name/pattern"},
      {with("name: {type: string}", "name: {$ref: '#/components/schemas/Key', nullable: true}"),
       "reference-sibling /components/schemas/Key/properties/name/nullable"},
      {with("info: {title: t, version: '1'}\n", ""), "member-missing "},
      {with("paths:\n", "paths:\n  other: {}\n"), "path-without-slash /paths/other"},
      {with("in: path", "in: body"), "reading-refused " + post + "/parameters/0"},
      {with("4XX:", "4xx: {description: x}\n        4XX:"), "reading-refused " + post + "/responses/4xx"},
      {with("version: '1'", "version: 1"), "form-wrong /info/version"},
      {with("description: ok", "description: [ok]"), "form-wrong " + post + "/responses/200/description"},
      {with("paths:\n", "paths:\n  /other: 3\n"), "form-wrong /paths/~1other"},
      {with("required: true", "required: 'yes'"), "form-wrong " + post + "/parameters/0/required"},
      {with("security: [{key: []}]", "security: [{key: null}]"), "form-wrong /security/0/key"},
      {with("components:\n", "components:\n  responses: []\n"), "form-wrong /components/responses"},
  };
  for (const auto& [document, defect] : cases) {
    INFO(document);
    CHECK(found(document) == std::vector<std::string>{defect});
  }
  CHECK(has(found(with("'#/components/schemas/Key'", "'#/components/schemas/Kye'")),
            "reference-broken " + post + "/responses/200/content/application~1json/schema/$ref"));
  CHECK(has(found(with("Not idempotent; a lost answer may be retried, which rotates again.", "Rotates.")),
            "retry-unsaid " + post));
}

TEST_CASE("every rule has been seen to find something here") {
  std::set<std::string> ids;
  for (const auto& rule : lint_rules()) {
    CHECK(ids.insert(rule.id).second);
    CHECK_FALSE(rule.summary.empty());
  }
  CHECK(ids.size() == 23);
}

TEST_CASE("what is no OpenAPI document in form is one defect for each place") {
  const std::string text =
      "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get: null\n    post: 3\n    parameters: {}\n "
      " /b: {$ref: '#/paths/~1a'}\n"
      "  x-own: 3\n";
  CHECK(found(text) == std::vector<std::string>{"form-wrong /paths/~1a/get", "form-wrong /paths/~1a/post",
                                                "form-wrong /paths/~1a/parameters"});
  const auto defects = lint(parse_document(text, "x.yaml"), {});
  CHECK(defects.at(1).message == "is a number, and must be an object");
  CHECK(defects.at(1).place.line == 6);
  CHECK(found("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: []") ==
        std::vector<std::string>{"form-wrong /paths"});
  CHECK(found("openapi: 3.0.3\ninfo: null\npaths: null") ==
        std::vector<std::string>{"form-wrong /info", "form-wrong /paths"});
}

TEST_CASE("the Slate document's own defects are found, each with its line") {
  const Document document = load_lint_document("");
  const auto defects = lint(document, {.secrets = secret_names(load_embedded_policy().secrets())});
  std::set<std::string> rules;
  for (const auto& defect : defects) {
    INFO(defect.rule->id << ' ' << defect.place.pointer);
    rules.insert(defect.rule->id);
    CHECK(defect.place.line > 0);
    CHECK_FALSE(defect.message.empty());
  }
  CHECK(rules == std::set<std::string>{"secret-optional", "secret-nullable", "secret-unbounded", "secret-needless",
                                       "secret-cacheable", "security-empty", "errors-undocumented", "retry-unsaid",
                                       "integer-unbounded", "example-missing", "server-placeholder"});
}

TEST_CASE("a policy's secret counts whatever its name, and one operation can be looked at alone") {
  const std::string text = with("name: {type: string}", "name: {type: string}\n        nonce: {type: string}");
  CHECK(found(text) == std::vector<std::string>{});
  CHECK(has(found(text, {.secrets = {"nonce"}}), "secret-optional /components/schemas/Key/properties/nonce"));
  CHECK(found(text, {.secrets = {"nonce"}, .operation = "another"}) == std::vector<std::string>{});
}

TEST_CASE("schemas that contain themselves and circles of references end") {
  CHECK(found(with("name: {type: string}", "name: {$ref: '#/components/schemas/Key'}")) == std::vector<std::string>{});
  CHECK(has(found(with("        next_page_token: {type: string}\n", "    A: {$ref: '#/components/schemas/A'}\n")),
            "reference-broken /components/schemas/A/$ref"));
}

TEST_CASE("what is no OpenAPI document of 3.0 or 3.1 is refused") {
  CHECK_THROWS_AS(found("{}"), BadDocument);
  CHECK_THROWS_AS(found("[]"), BadDocument);
  CHECK_THROWS_AS(found("openapi: 2.0.0"), BadDocument);
  CHECK(found("openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents: {}") == std::vector<std::string>{});
  CHECK(found("openapi: 3.1.0") == std::vector<std::string>{"member-missing "});
}

}  // namespace assay::test

// What a policy says that its document contradicts is told with the line of both.
#include "contracts/fit/fit.h"
#include "contracts/judge/check.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

const std::string document = R"(openapi: 3.1.0
info: {title: Keys, version: '1'}
paths:
  /keys/{id}/rotate:
    post:
      operationId: rotate
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: region, in: query, schema: {type: string}}
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {type: object, properties: {id: {type: string}, secret: {type: string}, count: {type: integer}}}
  /keys/{id}:
    get:
      operationId: read
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}
    delete: {operationId: remove, responses: {'204': {description: gone}}}
)";

// A policy of these lines, the parts of which may be replaced by another.
std::string policy(const std::string& line, const std::string& other) {
  std::string text = R"(resources:
  key:
    identity: /id
    members:
      /secret: {role: secret}
      /count: {role: open}
operations:
  rotate:
    of: key
    effect: rotates
    rotates: [/secret]
    success: [200]
    by: {id: identity}
  read:
    of: key
    effect: reads
)";
  const std::size_t at = text.find(line);
  REQUIRE(at != std::string::npos);
  return text.replace(at, line.size(), other);
}

std::string why(const std::string& line, const std::string& other) {
  try {
    const Contract contract = read_contract(document, "keys.yaml", read_policy(policy(line, other), "p.yaml"));
    refuse_unfit(contract);
    catalogue_of(contract);
  } catch (const BadDocument& bad) {
    return bad.what();
  }
  return "it fits";
}

}  // namespace

TEST_CASE("a policy that fits is not refused") { CHECK(why("key:", "key:") == "it fits"); }

TEST_CASE("each misfit names the line of the policy and that of the document") {
  struct Case {
    const char* line;
    const char* other;
    const char* said;  // of the policy
    const char* stands;
  };
  constexpr Case cases[] = {
      {"/count: {role: open}", "/cuont: {role: open}", "p.yaml:6", "keys.yaml:11"},
      {"/count: {role: open}", "/count: {role: changed}", "p.yaml:6", "keys.yaml:11"},
      {"identity: /id", "identity: /idd", "p.yaml:3", "keys.yaml:11"},
      {"success: [200]", "success: [201]", "p.yaml:12", "keys.yaml:5"},
      {"by: {id: identity}", "by: {id: identity, X-Key: identity}", "p.yaml:13", "keys.yaml:5"},
      {"by: {id: identity}", "query: {rgion: eu}", "p.yaml:13", "keys.yaml:5"},
      {"  read:\n", "  remove:\n", "p.yaml:16", "keys.yaml:24"},
      {"  read:\n", "  raed:\n", "p.yaml:14", "keys.yaml"},
      {"    effect: reads\n", "    effect: reads\n    record: /data\n", "p.yaml:17", "keys.yaml:21"},
      {"    effect: reads\n", "    effect: reads\nerrors: {invalid: [418]}\n", "p.yaml:17", "keys.yaml:5"},
      {"    effect: reads\n", "    effect: reads\nlaws:\n  - secret/freshh\n", "p.yaml:18", "p.yaml:18"},
  };
  for (const Case& each : cases) {
    const std::string said = why(each.line, each.other);
    INFO(each.other << '\n' << said);
    CHECK(said.find(std::string(each.said)) != std::string::npos);
    CHECK(said.find(std::string(each.stands)) != std::string::npos);
  }
}

}  // namespace assay::test

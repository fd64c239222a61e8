#include "reports/side_effects.h"

#include "contracts/contract.h"
#include "reports/operations.h"
#include "tests/catch.h"
#include "tests/contracts/foreign.h"

namespace assay::test {
namespace {

const Contract& contract() {
  static const Contract loaded = load_embedded_contract();
  return loaded;
}

Exchange asked(const std::string& id, int status, const std::string& body = "", const std::string& method = "POST") {
  return {.request = {.method = method, .target = "/api-tokens/" + id + "/webhook/rotate-secret"},
          .outcome = Response{.status = status, .body = body}};
}

Report::SideEffects effects_of(const std::vector<Exchange>& exchanges) {
  return side_effects_of(contract(), {.exchanges = exchanges}, "");
}

const std::string record = R"({"id":1,"webhook_secret":"s"})";

}  // namespace

TEST_CASE("a token that another id or method reached is told by the record in the answer") {
  const auto effects = effects_of({asked("1xyz", 200, record), asked("18446744073709551617", 200, record),
                                   asked("1", 200, record, "GET"), asked("xyz", 200, R"({"webhook_secret":"s"})")});
  REQUIRE(effects.resources.size() == 2);
  CHECK(effects.resources[0].id == "1");
  CHECK(effects.resources[0].rotated == 3);
  CHECK(effects.resources[1].id == "unknown");
  CHECK(effects.at_most == 4);
}

TEST_CASE("what was refused may have rotated on a careless server, and is counted as the most") {
  const auto effects =
      effects_of({asked("1xyz", 422), asked("1", 429), asked("1", 405, "", "DELETE"),
                  asked("99999999999999999999999", 500), asked("xyz", 422), asked("xyz", 405, "", "GET")});
  CHECK(effects.resources.empty());
  CHECK(effects.at_most == 4);
  CHECK_THAT(effects.statement, Catch::Contains("No answer shows that a token was rotated; at most 4 were"));
}

TEST_CASE("a page that is answered to an id of no integer, or to another method, is no rotation") {
  const auto effects = effects_of({asked("1xyz", 200, "<html>"), asked("1", 200, "{}", "GET")});
  CHECK(effects.resources.empty());
  CHECK(effects.at_most == 2);
}

TEST_CASE("tokens that were perhaps rotated and perhaps not are told in one sentence, long ids by their ends") {
  std::vector<Exchange> exchanges{asked("1", 200, record)};
  for (const char* id : {"11", "12", "13", "14", "4611686018427387905", "15", "16"})
    exchanges.push_back(asked(id, 500));
  Report::SideEffects effects = effects_of(exchanges);
  CHECK_THAT(effects.statement,
             Catch::StartsWith("Token 1 was rotated 1 time. Perhaps rotated, since the answer was lost or was a server "
                               "error: 11, 12, 13, 14, 4611686018427387905 and 2 more. In all at least 1 rotation,"));
  CHECK_THAT(effects.statement, !Catch::Contains("0 times"));
  effects.resources = {{.id = "-" + std::string(400, '9'), .may_have_rotated = 1},
                       {.id = std::string(24, '8'), .may_have_rotated = 1},
                       {.id = std::string(25, 'x'), .may_have_rotated = 1}};
  CHECK_THAT(statement_of(effects),
             Catch::StartsWith("Perhaps rotated, since the answer was lost or was a server error: -9999...9999 (400 "
                               "digits), 888888888888888888888888, xxxx...xxxx (25 characters). ") &&
                 Catch::Contains(" If so, their webhooks stay broken"));
}

TEST_CASE(
    "an id that stands for another token is told by the record in the answer, and by itself where there is none") {
  const auto effects = effects_of({asked("4611686018427387905", 200, record), asked("4611686018427387904", 503),
                                   asked("4611686018427387903", 200, record)});
  REQUIRE(effects.resources.size() == 3);
  CHECK(effects.resources[0].id == "1");
  CHECK(effects.resources[1].id == "4611686018427387904");
  CHECK(effects.resources[2].id == "4611686018427387903");  // below 2^62 somebody may have it
}

TEST_CASE("where rotations overlapped, the report says whose last secret is not certain") {
  std::vector<Exchange> race{asked("1", 200, record), asked("1", 200, record), asked("2", 200, record)};
  for (Exchange& exchange : race) exchange.done = std::chrono::milliseconds(5);
  race[0].done = std::chrono::milliseconds(9);
  const auto effects = side_effects_of(contract(), {.exchanges = race}, "saved.json");
  CHECK(effects.resources[0].last_secret_issued == "1970-01-01T00:00:00.009Z");
  CHECK_FALSE(effects.resources[0].last_secret_certain);
  CHECK(effects.resources[1].last_secret_certain);
  CHECK_THAT(effects.statement, Catch::Contains("saved.json. Which secret is the last is not certain for 1: another"));
}

TEST_CASE("a policy of another API that calls its resource a token hears nothing of webhooks") {
  Contract github = contract_of("openai-like");
  github.policy.resources.front().noun = "token";
  for (Use& use : github.policy.uses) use.of = "token";
  const auto effects = side_effects_of(github, {.exchanges = {asked(github, "we_1", 200, "{}")}}, "");
  CHECK_THAT(effects.statement, Catch::StartsWith("Token we_1 was rotated 1 time. ") &&
                                    Catch::Contains("Their users stay broken until they know the new signing secret."));
}

TEST_CASE("where the rotation's own answer shows no secret, the reading that does is named") {
  const Contract svix = contract_of("svix-like");
  CHECK_THAT(
      side_effects_of(svix, {.exchanges = {asked(svix, "app_1,ep_1", 204, "")}}, "").statement,
      Catch::StartsWith("Endpoint app_1,ep_1 was rotated 1 time. ") &&
          Catch::EndsWith("The last secret was not saved: GET /api/v1/app/{app_id}/endpoint/{endpoint_id}/secret "
                          "shows it."));
}

TEST_CASE("an operation is asked for with its method on its path, whatever the id and the query") {
  Exchange unsent = asked("1", 200);
  unsent.outcome = NoResponse{NoResponse::Why::not_sent, ""};
  Exchange queried = asked("2", 200);
  queried.request.target += "?force=true";
  const auto operations =
      operations_of(contract(), {.exchanges = {asked("1", 200), asked("xyz", 422), asked("1", 429),
                                               asked("1", 405, "", "GET"), asked("1/x", 404), unsent, queried}});
  REQUIRE(operations.size() == 1);
  CHECK(operations[0].method + ' ' + operations[0].path == "POST /api-tokens/{token_id}/webhook/rotate-secret");
  CHECK(operations[0].effect == "rotates");
  CHECK(operations[0].requests == 4);
  CHECK(operations[0].successes == 2);
}

}  // namespace assay::test

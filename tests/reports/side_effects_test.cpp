#include "reports/side_effects.h"

#include "contracts/contract.h"
#include "tests/catch.h"

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
  REQUIRE(effects.tokens.size() == 2);
  CHECK(effects.tokens[0].token == "1");
  CHECK(effects.tokens[0].rotated == 3);
  CHECK(effects.tokens[1].token == "unknown");
  CHECK(effects.at_most == 4);
}

TEST_CASE("what was refused may have rotated on a careless server, and is counted as the most") {
  const auto effects =
      effects_of({asked("1xyz", 422), asked("1", 429), asked("1", 405, "", "DELETE"),
                  asked("99999999999999999999999", 500), asked("xyz", 422), asked("xyz", 405, "", "GET")});
  CHECK(effects.tokens.empty());
  CHECK(effects.at_most == 4);
  CHECK_THAT(effects.statement, Catch::Contains("No answer shows that a token was rotated; at most 4 were"));
}

TEST_CASE("a page that is answered to an id of no integer, or to another method, is no rotation") {
  const auto effects = effects_of({asked("1xyz", 200, "<html>"), asked("1", 200, "{}", "GET")});
  CHECK(effects.tokens.empty());
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
  effects.tokens = {{.token = "-" + std::string(400, '9'), .may_have_rotated = 1},
                    {.token = std::string(24, '8'), .may_have_rotated = 1},
                    {.token = std::string(25, 'x'), .may_have_rotated = 1}};
  CHECK_THAT(statement_of(effects, "token"),
             Catch::StartsWith("Perhaps rotated, since the answer was lost or was a server error: -9999...9999 (400 "
                               "digits), 888888888888888888888888, xxxx...xxxx (25 characters). ") &&
                 Catch::Contains(" If so, their webhooks stay broken"));
}

TEST_CASE(
    "an id that stands for another token is told by the record in the answer, and by itself where there is none") {
  const auto effects = effects_of({asked("4611686018427387905", 200, record), asked("4611686018427387904", 503),
                                   asked("4611686018427387903", 200, record)});
  REQUIRE(effects.tokens.size() == 3);
  CHECK(effects.tokens[0].token == "1");
  CHECK(effects.tokens[1].token == "4611686018427387904");
  CHECK(effects.tokens[2].token == "4611686018427387903");  // below 2^62 somebody may have it
}

TEST_CASE("where rotations overlapped, the report says whose last secret is not certain") {
  std::vector<Exchange> race{asked("1", 200, record), asked("1", 200, record), asked("2", 200, record)};
  for (Exchange& exchange : race) exchange.done = std::chrono::milliseconds(5);
  race[0].done = std::chrono::milliseconds(9);
  const auto effects = side_effects_of(contract(), {.exchanges = race}, "saved.json");
  CHECK(effects.tokens[0].last_secret_issued == "1970-01-01T00:00:00.009Z");
  CHECK_FALSE(effects.tokens[0].last_secret_certain);
  CHECK(effects.tokens[1].last_secret_certain);
  CHECK_THAT(effects.statement, Catch::Contains("saved.json. Which secret is the last is not certain for 1: another"));
}

}  // namespace assay::test

#include "reports/side_effects.h"

#include "contracts/contract.h"
#include "tests/catch.h"

namespace assay {
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

}  // namespace assay

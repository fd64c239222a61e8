#include "contracts/judge/selection.h"

#include <algorithm>

#include "contracts/documents/place.h"
#include "contracts/judge/check.h"
#include "contracts/judge/judge.h"
#include "contracts/scenarios/scenario.h"
#include "tests/catch.h"
#include "tests/contracts/foreign.h"

namespace assay::test {
namespace {

using Catch::Contains;

const Pool two_tokens{.rotatable = {"1", "2"}, .headers = {{"Authorization", "Bearer right"}}};

std::vector<std::string> scenarios_for(const ClauseSelection& selection) {
  std::vector<std::string> ids;
  for (const auto& plan : plan_scenarios(load_embedded_contract(), two_tokens, {}, selection))
    if (count_requests(plan) > 0) ids.push_back(plan.scenario);
  return ids;
}

void refuse_other(const ClauseSelection& selection) {
  refuse_unknown(selection, catalogue_of(load_embedded_contract()));
}

}  // namespace

TEST_CASE("a clause is selected by its id or its family, and leaving out wins") {
  CHECK(selects({}, "secret/fresh"));
  CHECK(selects({.only = {"secret"}}, "secret/fresh"));
  CHECK(selects({.only = {"state", "secret/fresh"}}, "secret/fresh"));
  CHECK_FALSE(selects({.only = {"secret/fresh"}}, "secret/format"));
  CHECK_FALSE(selects({.only = {"secret"}}, "secretive/x"));
  CHECK_FALSE(selects({.only = {"secret"}, .exclude = {"secret/fresh"}}, "secret/fresh"));
  CHECK_FALSE(selects({.exclude = {"secret"}}, "secret/fresh"));
}

TEST_CASE("a name that is no clause is refused with the nearest that is") {
  CHECK_THROWS_WITH(refuse_other({.only = {"secrets"}}), Contains("did you mean secret?"));
  CHECK_THROWS_WITH(refuse_other({.exclude = {"shape/jsno"}}),
                    Contains("--exclude") && Contains("did you mean shape/json?"));
  CHECK_THROWS_WITH(refuse_other({.only = {"secret"}, .exclude = {"secret"}}), Contains("no clause"));
  CHECK_NOTHROW(refuse_other({.only = {"secret", "shape/json"}}));
}

TEST_CASE("each clause has a scenario that is sent for it, and each scenario serves clauses that exist") {
  std::vector<std::string> kinds;
  for (const auto& check : catalogue_of(load_embedded_contract())) {
    INFO(check->id);
    CHECK_FALSE(scenarios_for({.only = {check->id}}).empty());
    kinds.push_back(check->kind);
  }
  Contract heard = contract_of("kit-like");
  heard.deliveries = Contract::Deliveries::heard;
  for (const auto& check : catalogue_of(heard)) kinds.push_back(check->kind);
  for (const auto& scenario : scenarios()) {
    INFO(scenario.id);
    CHECK_FALSE(scenario.serves.empty());
    for (const std::string& served : scenario.serves)
      CHECK(std::any_of(kinds.begin(), kinds.end(), [&](const std::string& kind) { return names(served, kind); }));
  }
}

TEST_CASE("nothing is sent for a clause that is off") {
  CHECK(scenarios_for({.only = {"invalid-id"}}) == std::vector<std::string>{"invalid-ids"});
  CHECK(scenarios_for({.only = {"auth"}}) == std::vector<std::string>{"no-credentials"});
  CHECK(scenarios_for({.only = {"race"}}) == std::vector<std::string>{"rotate-race", "rotate-race-across"});
  const auto without_methods = scenarios_for({.exclude = {"method", "server", "secrecy", "state"}});
  CHECK(std::find(without_methods.begin(), without_methods.end(), "wrong-methods") == without_methods.end());
}

TEST_CASE("a clause that is not selected is not judged, and does not leave the run open") {
  const Contract contract = load_embedded_contract();
  const Conditions conditions{.may_rotate = true, .tokens = 1, .selection = {.only = {"invalid-id/422"}}};
  const auto verdicts = judge(contract, {}, conditions);
  CHECK(verdicts.size() == catalogue_of(contract).size());
  for (const auto& verdict : verdicts) {
    CHECK(verdict.kind == VerdictKind::untested);
    CHECK(applicable(*verdict.check, conditions) == (verdict.check->id == "invalid-id/422"));
    if (verdict.check->id != "invalid-id/422") CHECK_THAT(verdict.reason, Contains("not selected"));
  }
}

TEST_CASE("when SHOULD counts as MUST, no clause is a SHOULD") {
  const auto verdicts = judge(load_embedded_contract(), {}, {.strictness = Conditions::Strictness::should_is_must});
  for (const auto& verdict : verdicts) CHECK(verdict.level != Level::should);
}

}  // namespace assay::test

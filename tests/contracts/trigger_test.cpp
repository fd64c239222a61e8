#include "contracts/trigger.h"

#include <set>

#include "contracts/scenarios/scenario.h"
#include "tests/catch.h"

namespace assay::test {

TEST_CASE("deliveries are asked for where somebody listens and a trigger is named, of ids that may be rotated alone") {
  Policy policy = load_embedded_policy();
  set_policy(policy, "webhook_trigger=POST /api-tokens/{token_id}/test");
  Contract contract = load_embedded_contract(policy);
  const auto triggers = [&](const Pool& pool) {
    std::set<std::string> targets;
    for (const Plan& plan : plan_scenarios(contract, pool, {}))
      for (const Round& round : plan.rounds)
        for (const Request& request : round)
          if (request.target.ends_with("/test")) targets.insert(request.target);
    return targets;
  };
  CHECK(triggers({.rotatable = {"17", "18"}}).empty());
  contract.deliveries = Contract::Deliveries::heard;
  CHECK(triggers({.rotatable = {"17", "18"}}) == std::set<std::string>{"/api-tokens/17/test", "/api-tokens/18/test"});
  CHECK(triggers({.unknown = {"19"}}).empty());
  contract.policy.deliveries.trigger.clear();
  CHECK(triggers({.rotatable = {"17"}}).empty());
}

TEST_CASE("a trigger that says not whose delivery it asks for is refused before anything is sent") {
  const auto refused = [](const std::string& text) {
    Policy policy = load_embedded_policy();
    set_policy(policy, "webhook_trigger=" + text);
    check_trigger(load_embedded_contract(policy));
  };
  CHECK_THROWS_WITH(refused("POST /test"), Catch::Contains("{token_id}"));
  CHECK_THROWS_AS(refused("POST /api-tokens/{id}/test"), BadDocument);
  CHECK_NOTHROW(refused("POST /tests/{token_id}"));
}

TEST_CASE("a trigger is read as it is written, whatever else stands in the request") {
  Policy policy = load_embedded_policy();
  set_policy(policy, "webhook_trigger=POST /api-tokens/{token_id}/test?now=1");
  const Contract contract = load_embedded_contract(policy);
  const Request request = trigger(contract, "17", {{"Authorization", "x"}});
  CHECK(request.target == "/api-tokens/17/test?now=1");
  CHECK(request.headers.size() == 1);
  CHECK(triggered(contract, request) == std::vector<std::string>{"17"});
  CHECK_FALSE(triggered(contract, {.method = "GET", .target = request.target}));
  CHECK_FALSE(triggered(contract, rotation(contract, "17", {})));
  CHECK_FALSE(triggered(load_embedded_contract(), request));
}

}  // namespace assay::test

#include <algorithm>
#include <iterator>

#include "contracts/plan/other_operation.h"
#include "contracts/scenarios/all.h"
#include "contracts/trigger.h"

namespace assay {
namespace {

constexpr std::ptrdiff_t resources = 2;
constexpr int turns = 3;
constexpr int asked_after_race = 3;  // a secret that two rotations at once left is seen to stay

// Rotations of a resource that are to be refused: by GET and, where the run has credentials, without them.
Plan refused(const Contract& contract, const std::string& id, const Headers& headers) {
  Plan plan;
  Request by_get = rotation(contract, id, headers);
  by_get.method = "GET";
  by_get.body.clear();
  plan.rounds.push_back({std::move(by_get)});
  if (find_header(headers, "Authorization"))
    plan.rounds.push_back({rotation(contract, id, without_authorization(headers))});
  return without_other_operations(contract, std::move(plan));
}

// Asks for deliveries between rotations: what signs one is the secret that is live. All have a secret of the run before
// the first is asked for; refusals stand behind the second turn's rotation, and the last turn rotates twice at once.
Plan plan(const Contract& contract, const Pool& pool, const Budget&) {
  Plan plan{.scenario = "deliveries"};
  if (contract.deliveries == Contract::Deliveries::unheard || contract.policy.deliveries.trigger.empty()) return plan;
  const std::vector<std::string> ids(pool.rotatable.begin(),
                                     pool.rotatable.begin() + std::min(resources, std::ssize(pool.rotatable)));
  const auto ask = [&](const std::string& id) { plan.rounds.push_back({trigger(contract, id, pool.headers)}); };
  for (const std::string& id : ids) plan.rounds.push_back({rotation(contract, id, pool.headers)});
  for (int turn = 0; turn < turns; ++turn)
    for (const std::string& id : ids) {
      const Request rotate = rotation(contract, id, pool.headers);
      const bool is_race = turn + 1 == turns;
      plan.rounds.push_back(is_race ? Round{rotate, rotate} : Round{rotate});
      // Of the others too, whose secrets this rotation must leave.
      for (const std::string& other : ids) ask(other);
      for (int more = 1; is_race && more < asked_after_race; ++more) ask(id);
      if (turn != 1 || id != ids.front()) continue;
      std::ranges::move(refused(contract, id, pool.headers).rounds, std::back_inserter(plan.rounds));
      ask(id);
    }
  return plan;
}

}  // namespace

Scenario deliveries() {
  return {.id = "deliveries",
          .summary = "Asks for deliveries by the policy's webhook_trigger between rotations, where a sink listens.",
          .serves = {"webhook"},
          .rotates = Scenario::Rotates::yes,
          .asks = Scenario::Asks::the_trigger,
          .plan = plan};
}

}  // namespace assay

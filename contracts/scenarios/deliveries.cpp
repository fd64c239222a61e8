#include <algorithm>

#include "contracts/scenarios/all.h"
#include "contracts/trigger.h"

namespace assay {
namespace {

constexpr std::ptrdiff_t resources = 2;
constexpr int turns = 3;

// Asks for deliveries between rotations: what signs one is the secret that is live. All have a secret of the run before
// the first is asked for; the last turn rotates twice at once.
Plan plan(const Contract& contract, const Pool& pool, const Budget&) {
  Plan plan{.scenario = "deliveries"};
  if (contract.deliveries == Contract::Deliveries::unheard || contract.policy.deliveries.trigger.empty()) return plan;
  const std::vector<std::string> ids(pool.rotatable.begin(),
                                     pool.rotatable.begin() + std::min(resources, std::ssize(pool.rotatable)));
  for (const std::string& id : ids) plan.rounds.push_back({rotation(contract, id, pool.headers)});
  for (int turn = 0; turn < turns; ++turn)
    for (const std::string& id : ids) {
      const Request rotate = rotation(contract, id, pool.headers);
      plan.rounds.push_back(turn + 1 < turns ? Round{rotate} : Round{rotate, rotate});
      // Of the others too, whose secrets this rotation must leave.
      for (const std::string& other : ids) plan.rounds.push_back({trigger(contract, other, pool.headers)});
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

#include "contracts/scenarios/all.h"

namespace assay {
namespace {

// Twice: a server that makes the token at the first request finds it at the second.
Plan plan(const Contract& contract, const Pool& pool, const Budget&) {
  Plan plan{.scenario = named_ids_scenario};
  for (const std::string& id : pool.unknown)
    for (int times = 0; times < 2; ++times) plan.rounds.push_back({rotation(contract, id, pool.headers)});
  return plan;
}

}  // namespace

Scenario named_ids() {
  return {.id = named_ids_scenario,
          .summary = "Asks twice for each id that the user knows to be nobody's (--unknown-id).",
          .serves = {"id/unknown-refused", "id/exact", "server/no-5xx", "server/always-answers", "shape", "secrecy"},
          .plan = plan};
}

}  // namespace assay

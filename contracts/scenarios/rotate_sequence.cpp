#include "contracts/scenarios/all.h"

namespace assay {
namespace {

constexpr std::size_t rotations_of_first = 48;  // long enough for a server that cycles through a small stock of secrets
constexpr std::size_t rotations_of_others = 8;

// One token after the other, again and again: A B C A B C A A A ...
Plan plan(const Contract& contract, const Pool& pool, const Budget& budget) {
  Plan plan{.scenario = "rotate-sequence"};
  const std::size_t turns = pool.rotatable.empty() ? 0 : rotations_of_first;
  for (std::size_t turn = 0; turn < turns; ++turn) {
    const std::size_t tokens = turn < rotations_of_others ? pool.rotatable.size() : 1;
    for (std::size_t k = 0; k < tokens && plan.rounds.size() < budget.rotations; ++k)
      plan.rounds.push_back({rotation(contract, pool.rotatable[k], pool.headers)});
  }
  return plan;
}

}  // namespace

Scenario rotate_sequence() {
  return {.id = "rotate-sequence",
          .summary = "Rotates each token several times, interleaved, and the first one 48 times.",
          .serves = {"secret", "state", "shape", "secrecy", "server/no-5xx", "server/always-answers", "limit"},
          .rotates = Scenario::Rotates::yes,
          .plan = plan};
}

}  // namespace assay

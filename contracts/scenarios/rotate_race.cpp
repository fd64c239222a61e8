#include "contracts/judge/asked_id.h"
#include "contracts/scenarios/all.h"

namespace assay {
namespace {

constexpr std::size_t rounds_of_one = 6;
constexpr std::size_t rounds_across = 4;

// A harmless round of the same width, so that every lane's connection is open when it counts.
void warm_up(const Contract& contract, const Pool& pool, std::size_t lanes, Plan& plan) {
  if (const std::string harmless = harmless_identity(contract.operation()); !harmless.empty())
    plan.rounds.push_back(Round(lanes, rotation(contract, harmless, pool.headers)));
}

Plan race(const Contract& contract, const Pool& pool, std::size_t lanes) {
  Plan plan{.scenario = "rotate-race"};
  if (pool.rotatable.empty()) return plan;
  warm_up(contract, pool, lanes, plan);
  for (std::size_t k = 0; k < rounds_of_one; ++k)
    plan.rounds.push_back(Round(lanes, rotation(contract, pool.rotatable.front(), pool.headers)));
  return plan;
}

Plan race_across(const Contract& contract, const Pool& pool, std::size_t lanes) {
  Plan plan{.scenario = "rotate-race-across"};
  if (pool.rotatable.size() < 2) return plan;
  warm_up(contract, pool, lanes, plan);
  for (std::size_t k = 0; k < rounds_across; ++k) {
    Round round;
    for (std::size_t lane = 0; lane < lanes; ++lane)
      round.push_back(rotation(contract, pool.rotatable[lane % pool.rotatable.size()], pool.headers));
    plan.rounds.push_back(std::move(round));
  }
  return plan;
}

}  // namespace

Scenario rotate_race() {
  return {.id = "rotate-race",
          .summary = "Rotates one token from several lanes (eight unless told) released together, six times.",
          .serves = {"race", "secret/fresh", "server/no-5xx", "server/always-answers"},
          .rotates = Scenario::Rotates::yes,
          .plan = [](const Contract& contract, const Pool& pool, const Budget& budget) {
            return race(contract, pool, budget.lanes);
          }};
}

Scenario rotate_race_across() {
  return {.id = "rotate-race-across",
          .summary = "Rotates several tokens from several lanes released together, four times.",
          .serves = {"race", "secret/unique", "server/no-5xx", "server/always-answers"},
          .rotates = Scenario::Rotates::yes,
          .plan = [](const Contract& contract, const Pool& pool, const Budget& budget) {
            return race_across(contract, pool, budget.lanes);
          }};
}

}  // namespace assay

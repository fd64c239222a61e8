#include "contracts/scenarios/all.h"

namespace assay {
namespace {

constexpr std::size_t rotations_of_first = 48;  // long enough for a server that cycles through a small stock of secrets
constexpr std::size_t rotations_of_others = 8;

constexpr std::size_t read_twice = 4;  // turns after which the resource is read twice: the same secret is shown again
constexpr std::size_t list_after = 4;  // turns after which it is listed

// Where the policy names an operation that reads the resource, or one that lists its kind, they come before what is
// next.
void rotate_and_read(const Contract& contract, const std::string& id, std::size_t turn, const Headers& headers,
                     Plan& plan) {
  plan.rounds.push_back({rotation(contract, id, headers)});
  for (int times = contract.reading() == nullptr ? 0 : turn < read_twice ? 2 : 1; times > 0; --times)
    plan.rounds.push_back({reading(contract, id, headers)});
  if (contract.listing() && turn < list_after) plan.rounds.push_back({listing(contract, id, headers)});
}

// Twice as an open window refuses it: the first opens one where none is open.
void rotate_in_window(const Contract& contract, const std::string& id, const Headers& headers, Plan& plan) {
  const Request request = rotation_in_window(contract, id, headers);
  for (int times = 0; times < 2; ++times) {
    plan.rounds.push_back({request});
    if (contract.reading()) plan.rounds.push_back({reading(contract, id, headers)});  // what the refusal left
  }
}

// One token after the other, again and again: A B C A B C A A A ...
Plan plan(const Contract& contract, const Pool& pool, const Budget& budget) {
  Plan plan{.scenario = "rotate-sequence"};
  std::size_t rotations = 0;
  if (contract.reading())
    for (const std::string& id : pool.rotatable) plan.rounds.push_back({reading(contract, id, pool.headers)});
  if (contract.listing())
    for (const std::string& id : pool.rotatable) plan.rounds.push_back({listing(contract, id, pool.headers)});
  for (std::size_t k = 0; contract.policy.window && k < pool.rotatable.size() && rotations < budget.rotations; ++k) {
    rotate_in_window(contract, pool.rotatable[k], pool.headers, plan);
    rotations += 2;
  }
  const std::size_t turns = pool.rotatable.empty() ? 0 : rotations_of_first;
  for (std::size_t turn = 0; turn < turns; ++turn) {
    const std::size_t tokens = turn < rotations_of_others ? pool.rotatable.size() : 1;
    for (std::size_t k = 0; k < tokens && rotations < budget.rotations; ++k, ++rotations)
      rotate_and_read(contract, pool.rotatable[k], turn, pool.headers, plan);
  }
  return plan;
}

}  // namespace

Scenario rotate_sequence() {
  return {
      .id = "rotate-sequence",
      .summary = "Rotates each token several times, interleaved, and the first one 48 times.",
      .serves = {"secret", "state", "shape", "secrecy", "server/no-5xx", "server/always-answers", "limit", "window"},
      .rotates = Scenario::Rotates::yes,
      .plan = plan};
}

}  // namespace assay

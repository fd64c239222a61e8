// A scenario says what to send and knows no law.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "contracts/judge/selection.h"
#include "contracts/judge/token_id.h"
#include "contracts/plan/plan.h"

namespace assay {

// What a run may use.
struct Pool {
  std::vector<std::string> rotatable{};  // identities whose secret may be replaced, as AskedId::value; empty: none may
  std::vector<std::string> unknown{};    // ids that the user knows to be nobody's, which is his consent to ask for them
  Headers headers{};                     // sent with every request: credentials
  // What a client would choose as its secret, to see that it can't; where a webhook can break nobody may guess it.
  std::string chosen_secret = "chosen-by-the-client-xyzxyzxyz";
};

// The scenario that asks for Pool::unknown, by which a report's reader knows these ids.
inline constexpr const char* named_ids_scenario = "named-ids";

struct Budget {
  std::size_t rotations = 250;  // how many requests that a careless server may rotate for may be planned
  std::uint64_t seed = 0;
  std::size_t lanes = 8;  // of a race; at least 2
};

struct Scenario {
  std::string id{};
  std::string summary{};                                 // one sentence
  std::vector<std::string> serves{};                     // law kinds or families that it is sent for: their evidence
  enum class Rotates { no, yes } rotates = Rotates::no;  // no: sends nothing that a correct server would rotate for
  // the_trigger: also for the policy's webhook_trigger, which may be another operation of the document.
  enum class Asks { the_operations, the_trigger } asks = Asks::the_operations;
  std::function<Plan(const Contract&, const Pool&, const Budget&)>
      plan{};  // pure; an empty plan when the pool does not do
};

// In the order in which they run.
const std::vector<Scenario>& scenarios();

// A request of the contract's operation for an identity, whose parts stand between commas where it has several and are
// raw path segments.
Request rotation(const Contract& contract, std::string_view identity, const Headers& headers);

// The same as the open window of a rotation refuses it. The policy has one.
Request rotation_in_window(const Contract& contract, std::string_view identity, const Headers& headers);

// A request of the operation that reads the same resource. The contract has one.
Request reading(const Contract& contract, std::string_view identity, const Headers& headers);

// A request of the operation that lists the resources among which the identity's is. The contract has one.
Request listing(const Contract& contract, std::string_view identity, const Headers& headers);

// Whether a scenario that tells little about rotating may send so many requests that could: a quarter of what is left,
// at most.
bool may_spend(const Pool& pool, const Budget& budget, std::size_t count);

// How many requests of the plan a careless server may rotate for: could_rotate.
std::size_t count_rotations(const Contract& contract, const Plan& plan);

// The same of what was said, from exchange `first` on.
std::size_t count_rotations(const Contract& contract, const History& history, std::size_t first = 0);

// Whether it is sent for a clause of the selection.
bool serves(const Scenario& scenario, const ClauseSelection& selection, const Catalogue& catalogue);

// The plans of the scenarios that serve the selection, with no more than budget.rotations requests that could rotate
// between them, and none for another operation of the document. Where the pool holds no token, only scenarios that do
// not rotate.
std::vector<Plan> plan_scenarios(const Contract& contract, const Pool& pool, Budget budget,
                                 const ClauseSelection& selection = {});

}  // namespace assay

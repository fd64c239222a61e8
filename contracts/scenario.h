// A scenario says what to send and knows no law.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "contracts/plan.h"
#include "contracts/selection.h"

namespace assay {

// What a run may use.
struct Pool {
  std::vector<std::string> rotatable{};  // ids of tokens whose secret may be replaced, as decimal text; empty: none may
  Headers headers{};                     // sent with every request: credentials
};

struct Budget {
  std::size_t rotations = 200;  // how many requests that could rotate may be planned
  std::uint64_t seed = 0;
  std::size_t lanes = 8;  // of a race; at least 2
};

struct Scenario {
  std::string id{};
  std::string summary{};                                 // one sentence
  std::vector<std::string> serves{};                     // clauses or families that it is sent for: their evidence
  enum class Rotates { no, yes } rotates = Rotates::no;  // no: sends nothing that a correct server would rotate for
  std::function<Plan(const Contract&, const Pool&, const Budget&)>
      plan{};  // pure; an empty plan when the pool does not do
};

// In the order in which they run.
const std::vector<Scenario>& scenarios();

// A POST of the contract's operation for a token id given as the raw path segment.
Request rotation(const Contract& contract, std::string_view segment, const Headers& headers);

// How many requests of the plan could rotate: those of the operation whose id is not certainly a wrong one.
std::size_t count_rotations(const Contract& contract, const Plan& plan);

// Whether it is sent for a clause of the selection.
bool serves(const Scenario& scenario, const ClauseSelection& selection);

// The plans of the scenarios that serve the selection, with no more than budget.rotations requests that could rotate between them. Where the pool
// holds no token, only scenarios that do not rotate.
std::vector<Plan> plan_scenarios(const Contract& contract, const Pool& pool, Budget budget,
                                 const ClauseSelection& selection = {});

}  // namespace assay

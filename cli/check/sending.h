// What a run says to its target, in order: the scenarios, what explore draws, and the last rotation of each token where
// its secret is to be saved.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cli/check/check.h"
#include "cli/check/subject.h"
#include "contracts/judge/judge.h"
#include "property-tests/explore.h"

namespace assay {

// The scenarios' plans for the options, within the budget of rotations, which keeps one back for each token whose
// secret is to be saved. Throws BadDocument when the budget does not allow that.
std::vector<Plan> scenario_plans(const CheckOptions& options, const Contract& contract, const Pool& pool,
                                 std::uint64_t seed);

// One rotation of each token, alone, so that the secret saved is the token's surely; no round without
// --save-last-secret.
Plan last_rotations(const CheckOptions& options, const Contract& contract, const Pool& pool);

// How many requests that a careless server may rotate for the run may send: as told, else 250, and 2000 more where
// explore talks to a mock, whose rotations break nobody's webhook.
std::size_t rotation_budget(const CheckOptions& options, const Subject& subject);

// How many cases explore draws: as told, else a few where the server is a mock, which nobody misses, and none
// elsewhere.
std::size_t cases_of(const CheckOptions& options, const Subject& subject);

struct Sending {
  History history{};
  std::optional<Counterexample> counterexample{};  // Counterexample::at is an index into `history`
};

// Adds to `said` while it goes, so that what was said is there when something throws.
void converse(const CheckOptions& options, const Contract& contract, const Subject& subject, const Limits& limits,
              const Conditions& conditions, std::uint64_t seed, const Heard& heard, Sending& said);

// The verdict on the clause that the counterexample breaks becomes FAIL, with a finding in front that names the fewest
// steps; one that is INCONCLUSIVE, since all of the run is, stays so.
void add_counterexample(std::vector<Verdict>& verdicts, const Counterexample& counterexample, std::uint64_t seed);

}  // namespace assay

// Draws plans, sends them, judges each by the checks, and shrinks one that breaks a law to its fewest steps. RapidCheck
// draws and shrinks; this is its only door: rc::detail stays in explore.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/judge/judge.h"
#include "contracts/plan/plan.h"
#include "contracts/scenarios/scenario.h"

namespace assay {

struct Exploration {
  std::size_t cases = 100;
  std::uint64_t seed = 0;
  std::size_t steps = 20;       // rounds of the longest case
  std::size_t lanes = 1;        // requests at once at most; 1: none are
  std::size_t rotations = 200;  // how many requests that could rotate may be sent, shrinking included
  Limits limits{};              // of all cases together
  Heard heard{};                // as execute() says
  Conditions conditions{};      // of judge(); only clauses that are MUST under them count
  std::string
      replay{};  // a token of an earlier exploration of the same pool and steps: only its counterexample is sent
  History* all = nullptr;  // what is said is added to it; not owned, null: it is forgotten case by case
};

struct Counterexample {
  std::string clause{};
  Finding finding{};   // its indices are those of `history`
  Plan plan{};         // the fewest steps that still break the clause
  History history{};   // what was said to it, in the run that the finding is of
  std::size_t at = 0;  // index of its first exchange in Exploration::all
  std::size_t tried_again = 0;
  std::size_t reproduced = 0;  // of these
  std::string token{};         // for Exploration::replay
};

struct Explored {
  std::size_t cases = 0;      // sent and judged, without those of shrinking
  std::size_t shrinks = 0;    // tried
  std::size_t exchanges = 0;  // all of them
  std::optional<Counterexample> counterexample{};
  std::string stopped_early{};  // why not all cases were sent; empty when they were
};

// Throws BadDocument for a text that is no replay token of an exploration, so that nothing is sent before that is
// known.
void check_replay_token(const std::string& token);

// All ids and queries that the requests of a case may hold, whatever is drawn; pool.rotatable is not empty.
std::vector<Request> requests_of_exploring(const Contract& contract, const Pool& pool);

// A Handler for a case. To be given a server in its first state each time makes cases independent and shrinking exact;
// the same server again and again is all that a live one allows.
using Reset = std::function<Handler()>;

// The same contract, pool, options and deterministic servers give the same cases. Throws BadDocument for a replay token
// that is none; what `reset`, its handlers or heard throw comes out. Nothing is sent where pool.rotatable is empty or
// the conditions select no clause that is MUST. Thread-safe: one explores at a time, others wait.
Explored explore(const Contract& contract, const Pool& pool, const Reset& reset, const Exploration& options);

}  // namespace assay

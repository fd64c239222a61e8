// Which clauses turn red for which lie.
//
// The runs take place in this process, the mock being a Handler, so that all of them take seconds. Requests of a race
// are made to overlap (see proof.cpp); what a socket adds is tested elsewhere, by `assay check --deviation`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "contracts/judge/check.h"
#include "mock/deviations/deviation.h"

namespace assay {

// The clauses that are proved: those of the embedded contract.
const Catalogue& proved_catalogue();

// One run of all scenarios, judged by all checks.
struct Trial {
  const Deviation* deviation = nullptr;  // null: the mock that keeps its contract
  Catalogue red{};                       // FAIL or WARN, in the catalogue's order
  Catalogue unsettled{};                 // UNTESTED, INCONCLUSIVE or ERROR
  bool turns_red(std::string_view clause) const;
};

// One trial for each of `subjects`, in their order. The mock asks for credentials, so that what it does without them
// shows.
std::vector<Trial> try_all(const std::vector<const Deviation*>& subjects, std::uint64_t seed);

// Why no deviation of a mock in this process can turn the clause red; empty when one can.
std::string exempt(const Check& check);

// What the trials do not prove, one sentence each: the honest mock blamed or not wholly tested, a lie that goes
// unnoticed or is not caught by the clause that it names.
std::vector<std::string> doubts(const std::vector<Trial>& trials);

// The same of the catalogue, where `trials` are all: a clause that is red for none, or exempt and red all the same.
std::vector<std::string> doubts_of_catalogue(const std::vector<Trial>& trials);

}  // namespace assay

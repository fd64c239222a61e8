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

// What is proved: the clauses of a contract, by the lies that break one of them.
struct Proof {
  explicit Proof(Contract of);

  Contract contract;    // which asks for credentials, so that what a server does without them shows
  Contract heard;       // the same where somebody hears the deliveries, which the policy's trigger asks for
  Catalogue clauses{};  // of `heard`: those of `contract` and those about deliveries
  std::vector<Deviation> lies{};

  bool is_slate() const { return contract.policy.api == Policy::Api::slate; }
};

// One run of all scenarios, judged by all checks.
struct Trial {
  const Deviation* deviation = nullptr;  // null: the mock that keeps its contract
  Catalogue red{};                       // FAIL or WARN, in the catalogue's order
  std::vector<std::string> messages{};   // of the first finding of each of these
  Catalogue unsettled{};                 // UNTESTED, INCONCLUSIVE or ERROR
  std::vector<std::string> reasons{};    // why, of each of these
  bool turns_red(std::string_view clause) const;
};

// One trial for each of `subjects`, in their order. Throws BadDocument where no mock of the contract can be made.
std::vector<Trial> try_all(const Proof& proof, const std::vector<const Deviation*>& subjects, std::uint64_t seed);

// Why no deviation of a mock in this process can turn the clause red; empty when one can.
std::string exempt(const Check& check);

// What the trials do not prove, one sentence each: the honest mock blamed or not wholly tested, a lie that goes
// unnoticed or is not caught by the clause that it names.
std::vector<std::string> doubts(const std::vector<Trial>& trials);

// The same of the catalogue, where `trials` are all: a clause that is red for none, or exempt and red all the same.
std::vector<std::string> doubts_of_catalogue(const Proof& proof, const std::vector<Trial>& trials);

// Of another contract than Slate's, where `trials` are all. A clause that no lie turned red, and why.
struct Unproven {
  std::string clause{};
  std::string reason{};
  // lies: they were told about what the run shows, and it did not turn red.
  enum class Has { lies, no_lie } has = Has::no_lie;
};
std::vector<Unproven> unproven(const Proof& proof, const std::vector<Trial>& trials);

// What the mock breaks of its own contract: policy and document contradict each other there.
std::vector<std::string> contradictions(const std::vector<Trial>& trials);

}  // namespace assay

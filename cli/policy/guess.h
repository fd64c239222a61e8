// What the names in a document make one guess of its things. Never a verdict: a person writes what is right.
#pragma once

#include <string>
#include <vector>

#include "contracts/contract.h"

namespace assay {

struct GuessedMember {
  std::string pointer{};  // into the record
  std::string role{};     // "{role: secret}"; empty: no guess
  std::string reason{};
};

struct Guess {
  std::string noun{};    // of the path: "webhook endpoint"
  std::string record{};  // pointer into the body of a success; empty: the whole
  std::vector<GuessedMember> members{};
  std::string identity{}, identity_reason{};
  std::string secret{}, secret_reason{};
  std::string reading{};                  // the operation that reads the same resource
  std::string reading_shows{};            // the secret that it shows, where the rotation shows none
  std::string errors{}, errors_reason{};  // the shape of refusals
};

// The operation, a GET, whose path has the same parameters as that which the contract's policy names; empty: none.
std::string guess_reading(const Contract& contract);

// Of the operation that the contract's policy names; its roles count for nothing. Where it names a
// reading too, and a success of the operation holds no secret, what that shows is the record.
Guess guess_policy(const Contract& contract);

}  // namespace assay

// The known mistakes that make a signature not fit. Each is tried by computing the signature as if it had been made: it
// is named when that fits, and never otherwise. Of two the first of the table is named.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "contracts/signatures/verification.h"

namespace assay {

struct MistakeQuestion {
  const SignatureScheme& scheme;
  const Receipt& receipt;
  const SignatureMatch& verification;  // of the two
};

struct SignatureMistake {
  std::string id{};
  std::string summary{};
  // What was found, and what to do, for a person; names secrets by their ordinals alone. Empty where the mistake does
  // not explain why the signature does not fit.
  std::function<std::string(const MistakeQuestion&)> explain{};
};

// In the order in which they are tried.
const std::vector<SignatureMistake>& signature_mistakes();

// How a secret is told of: "secret 2", of the index 1.
std::string secret_called(std::size_t index);

struct Diagnosis {
  const SignatureMistake* mistake = nullptr;  // null: none of the table explains it
  std::string explanation{};
};

// Of a delivery that does not fit. Pure; some fifty HMACs over the body for each secret, at most.
Diagnosis diagnose(const MistakeQuestion& question);

}  // namespace assay

// What a verification found, in words that hold nothing of a secret or a signature.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "contracts/signatures/verification.h"

namespace assay {

// "secret 2 of 3", of the index 1.
std::string ordinal_of(std::size_t index, std::size_t all);

// "3 s old", "3 s in the future".
std::string seconds_old(std::chrono::seconds age);

// Why a delivery does not fit, as far as its bytes say.
std::string reason_of(const Receipt& receipt, const SignatureMatch& match);

}  // namespace assay

// What the parts of the fit have in common (contracts/fit/fit.h).
#pragma once

#include <string>

#include "contracts/contract.h"

namespace assay {

// What does not fit: a place of the document, and the key of the policy's file that says otherwise. JSON Pointers.
struct Misfit {
  std::string document{};
  std::string policy{};
};

// The pointer of a key of an operation in the policy's file: "/operations/rotate/by".
std::string key_of(const Use& use, const std::string& key);

// Throws BadDocument with what does not fit, where it stands in the document and in the policy, and what to do.
[[noreturn]] void refuse(const Contract& contract, const Misfit& where, const std::string& message);

// Of what is sent: the path, where the identity stands, what every request must carry; what reads and what lists.
void refuse_requests(const Contract& contract);

}  // namespace assay

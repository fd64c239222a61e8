// The delivery and the clock that a verification is asked for.
#pragma once

#include <chrono>
#include <string>

#include "cli/verify_signature/verify_signature.h"
#include "contracts/signatures/verification.h"

namespace assay {

struct GivenDelivery {
  Receipt receipt{};
  std::string remark{};  // on the request's length; empty: there is none
};

// The flag --tolerance, in whole seconds. Throws BadDocument.
std::chrono::seconds read_tolerance(const std::string& text);

// Throws BadDocument for what cannot be read, with the flag or file.
GivenDelivery receive(const VerifySignatureOptions& options);

}  // namespace assay

// The delivery and the clock that a verification is asked for.
#pragma once

#include <string>

#include "cli/verify_signature/verify_signature.h"
#include "contracts/signatures/verification.h"

namespace assay {

struct GivenDelivery {
  Receipt receipt{};
  std::string remark{};  // on the request's length; empty: there is none
};

// What a receiver holds before anything comes: its secrets, and the flag --tolerance. Throws BadDocument where one of
// them cannot be read, or no secret is given.
Receipt held_by(const SecretSources& secrets, const SecretSources& old_secrets, const std::string& tolerance);

// Throws BadDocument for what cannot be read, with the flag or file.
GivenDelivery receive(const VerifySignatureOptions& options);

}  // namespace assay

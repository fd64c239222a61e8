#include "cli/verify_signature/explanation.h"

#include "contracts/signatures/mistakes.h"

namespace assay {

std::string ordinal_of(std::size_t index, std::size_t all) {
  return secret_called(index) + " of " + std::to_string(all);
}

std::string seconds_old(std::chrono::seconds age) {
  return age.count() >= 0 ? std::to_string(age.count()) + " s old" : std::to_string(-age.count()) + " s in the future";
}

std::string reason_of(const Receipt& receipt, const SignatureMatch& match) {
  if (!match.fault.empty()) return match.fault;
  if (match.secret) return "the signature fits, and the timestamp does not";
  const std::size_t secrets = receipt.secrets.size();
  return secrets == 1 ? "the secret made none of the signatures over what was received"
                      : "none of the " + std::to_string(secrets) + " secrets made a signature over what was received";
}

}  // namespace assay

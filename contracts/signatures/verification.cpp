#include "contracts/signatures/verification.h"

#include "contracts/signatures/signed_message.h"

namespace assay {
SignatureMatch verify_signature(const SignatureScheme& scheme, const Receipt& receipt) {
  SignatureMatch result;
  const auto keys = keys_of(scheme, receipt.secrets);
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (!keys[i]) result.not_a_key.push_back(i);
  const auto reading = read_signed_message(scheme, receipt.headers, receipt.body);
  result.fault = reading.fault;
  if (!reading.fault.empty()) return result;
  const SignedMessage& message = reading.message;
  result.secret = find_signer(scheme, text_signed(scheme, message), message.signatures, keys);
  if (!scheme.has_timestamp()) return result;
  const auto stamp = seconds_of(message);
  if (stamp) result.age = receipt.now.time_since_epoch() - *stamp;
  result.is_in_time = result.age && *result.age <= receipt.tolerance && -*result.age <= receipt.tolerance;
  return result;
}

}  // namespace assay

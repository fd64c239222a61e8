#include "contracts/signatures/verification.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "contracts/signatures/signed_message.h"

namespace assay {
namespace {

// Digits alone: at most 18 of them, so that no sum leaves 64 bits.
std::optional<std::chrono::seconds> read_seconds(const std::string& text) {
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || text.empty() || text.size() > 18) return std::nullopt;
  std::int64_t seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return std::chrono::seconds(seconds);
}

}  // namespace

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
  const auto stamp = read_seconds(message.timestamp);
  if (stamp) result.age = receipt.now.time_since_epoch() - *stamp;
  result.is_in_time = result.age && *result.age <= receipt.tolerance && -*result.age <= receipt.tolerance;
  return result;
}

}  // namespace assay

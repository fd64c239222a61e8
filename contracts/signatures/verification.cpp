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
  std::vector<std::optional<std::string>> keys;
  for (const std::string& secret : receipt.secrets) {
    keys.push_back(key_of(scheme, secret));
    if (!keys.back()) result.not_a_key.push_back(keys.size() - 1);
  }
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

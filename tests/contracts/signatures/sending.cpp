#include "tests/contracts/signatures/sending.h"

#include <algorithm>

#include "contracts/digest.h"
#include "contracts/signatures/mistakes.h"

namespace assay::test {
namespace {

using Written = Sending::Written;

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

std::string in_base64url(const std::string& bytes) {
  std::string text = to_base64(bytes);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text.substr(0, text.find('='));
}

bool is_standard(const Sending& sending) { return sending.scheme == "standard-webhooks" || sending.scheme == "svix"; }

std::string text_of(const Sending& s) {
  if (s.text == Sending::Text::body_alone || s.scheme == "github" || s.scheme == "shopify") return s.body;
  if (s.scheme == "stripe") return s.timestamp + "." + s.body;
  if (s.scheme == "slack") return "v0:" + s.timestamp + ":" + s.body;
  return s.id + "." + s.timestamp + "." + s.body;
}

std::string written(const Sending& s, const std::string& bytes) {
  const bool hex = s.scheme == "stripe" || s.scheme == "github" || s.scheme == "slack";
  switch (s.written) {
    case Written::hex: return to_hex(bytes);
    case Written::upper_hex: return upper(to_hex(bytes));
    case Written::base64: return to_base64(bytes);
    case Written::base64url: return in_base64url(bytes);
    case Written::as_it_should: break;
  }
  return hex ? to_hex(bytes) : to_base64(bytes);
}

std::string mark_of(const Sending& s) {
  if (s.mark != "as it should") return s.mark;
  if (is_standard(s)) return "v1,";
  return s.scheme == "stripe" ? "v1=" : s.scheme == "github" ? "sha256=" : s.scheme == "slack" ? "v0=" : "";
}

Headers headers_of(const Sending& s) {
  const std::string key = !s.key.empty() ? s.key : is_standard(s) ? good_key() : good_secret;
  const std::string signature = mark_of(s) + written(s, hmac(Hash::sha256, key, text_of(s)));
  if (s.scheme == "stripe") return {{"Stripe-Signature", "t=" + s.timestamp + "," + signature}};
  if (s.scheme == "github") return {{"X-Hub-Signature-256", signature}};
  if (s.scheme == "shopify") return {{"X-Shopify-Hmac-Sha256", signature}};
  if (s.scheme == "slack") return {{"X-Slack-Signature", signature}, {"X-Slack-Request-Timestamp", s.timestamp}};
  const std::string front = s.scheme == "svix" ? "svix" : "webhook";
  return {{front + "-id", s.id}, {front + "-timestamp", s.timestamp}, {front + "-signature", signature}};
}

}  // namespace

std::string good_key() {
  return std::string("\x31\xf2\x90\xf6\xbf\x06\x29\x8a\xab\x4f\x08\xd4\x3c\x3f\x08\x2c\xf6\x48\xa3\x62\xda\x2d\xa4\xb0",
                     24);
}

Receipt received(const Sending& sending) {
  return {.headers = headers_of(sending),
          .body = sending.body,
          .secrets = {good_secret},
          .now = std::chrono::sys_seconds(std::chrono::seconds(sent_at))};
}

std::string verdict(const std::string& scheme, const Receipt& receipt) {
  const SignatureScheme& row = *find_scheme(scheme);
  const SignatureMatch verification = verify_signature(row, receipt);
  const Diagnosis diagnosis = diagnose({row, receipt, verification});
  if (verification.fits()) return diagnosis.mistake == nullptr ? "fits" : "fits, and names a mistake";
  if (diagnosis.mistake == nullptr) return "none";
  return diagnosis.explanation.empty() ? "unexplained" : diagnosis.mistake->id;
}

}  // namespace assay::test

#include "mock/deliveries/signing.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace assay {
namespace {

using Bytes = std::basic_string<unsigned char>;

Bytes hmac_of(std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
           text.size(), out.data(), &size) == nullptr)
    throw std::runtime_error("OpenSSL offers no HMAC-SHA256, by which deliveries are signed");
  return {out.data(), size};
}

std::string hex_of(const Bytes& bytes) {
  std::string hex;
  for (const unsigned char byte : bytes)
    for (const int nibble : {byte >> 4, byte & 15}) hex += "0123456789abcdef"[nibble];
  return hex;
}

std::string base64_of(const Bytes& bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

bool is_base64(std::string_view text) {
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
  const std::string_view digits = text.substr(0, text.size() - padding);
  return !digits.empty() && text.size() % 4 == 0 && std::all_of(digits.begin(), digits.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
  });
}

// The bytes behind "whsec_".
std::optional<std::string> decoded_key(std::string_view secret) {
  constexpr std::string_view prefix = "whsec_";
  if (secret.starts_with(prefix)) secret.remove_prefix(prefix.size());
  if (!is_base64(secret)) return std::nullopt;
  std::string key(secret.size() / 4 * 3, '\0');
  const int size =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(key.data()),
                      reinterpret_cast<const unsigned char*>(secret.data()), static_cast<int>(secret.size()));
  if (size < 0) return std::nullopt;
  key.resize(static_cast<std::size_t>(size) - (secret.ends_with("==") ? 2 : secret.ends_with("=") ? 1 : 0));
  return key;
}

// The signatures of "id.timestamp.body" by the Standard Webhooks 1.0.0, with blanks between.
std::optional<std::string> standard_signatures(const std::vector<std::string>& secrets, const DeliveryText& text) {
  const std::string signed_text = text.id + '.' + std::to_string(text.timestamp) + '.' + text.body;
  std::string list;
  for (const std::string& secret : secrets) {
    const auto key = decoded_key(secret);
    if (!key) return std::nullopt;
    list += (list.empty() ? "v1," : " v1,") + base64_of(hmac_of(*key, signed_text));
  }
  return list;
}

std::optional<Headers> standard_headers(const std::string& prefix, const std::vector<std::string>& secrets,
                                        const DeliveryText& text) {
  const auto signatures = standard_signatures(secrets, text);
  if (!signatures) return std::nullopt;
  return Headers{{prefix + "-id", text.id},
                 {prefix + "-timestamp", std::to_string(text.timestamp)},
                 {prefix + "-signature", *signatures}};
}

Headers stripe_headers(const std::vector<std::string>& secrets, const DeliveryText& text) {
  const std::string time = std::to_string(text.timestamp);
  std::string value = "t=" + time;
  for (const std::string& secret : secrets) value += ",v1=" + hex_of(hmac_of(secret, time + '.' + text.body));
  return {{"Stripe-Signature", value}};
}

Headers slack_headers(const std::string& secret, const DeliveryText& text) {
  const std::string time = std::to_string(text.timestamp);
  return {{"X-Slack-Request-Timestamp", time},
          {"X-Slack-Signature", "v0=" + hex_of(hmac_of(secret, "v0:" + time + ':' + text.body))}};
}

}  // namespace

std::optional<Headers> signature_headers(std::string_view scheme, const std::vector<std::string>& secrets,
                                         const DeliveryText& text) {
  if (scheme == "svix") return standard_headers("svix", secrets, text);
  if (scheme == "stripe") return stripe_headers(secrets, text);
  if (scheme == "slack") return slack_headers(secrets.front(), text);
  if (scheme == "github")
    return Headers{{"X-GitHub-Delivery", text.id},
                   {"X-Hub-Signature-256", "sha256=" + hex_of(hmac_of(secrets.front(), text.body))}};
  if (scheme == "shopify")
    return Headers{{"X-Shopify-Webhook-Id", text.id},
                   {"X-Shopify-Hmac-Sha256", base64_of(hmac_of(secrets.back(), text.body))}};
  return standard_headers("webhook", secrets, text);
}

}  // namespace assay

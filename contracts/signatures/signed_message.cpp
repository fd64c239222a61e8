#include "contracts/signatures/signed_message.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "contracts/digest.h"
#include "contracts/secrets/coding.h"

namespace assay {
namespace {

constexpr std::string_view secret_prefix = "whsec_";

std::vector<std::string> values_of(const Headers& headers, const std::string& name) {
  std::vector<std::string> values;
  for (const Header& header : headers)
    if (equal_ignoring_case(header.name, name)) values.push_back(header.value);
  return values;
}

// The one value of a header that the scheme has. Why it cannot be told is put into `fault`.
std::string only_value(const Headers& headers, const std::string& name, std::string& fault) {
  if (name.empty() || !fault.empty()) return {};
  const auto values = values_of(headers, name);
  if (values.size() == 1) return values.front();
  fault = "header " + name + (values.empty() ? " is missing" : " stands more than once");
  return {};
}

// A comma that joins two fields to one (RFC 9110 5.3) may follow an entry where the separator is a space.
std::vector<std::string> entries_of(const SignatureScheme& scheme, const std::vector<std::string>& values) {
  if (scheme.separator == 0) return values;
  std::vector<std::string> entries;
  for (const std::string_view value : values) {
    for (std::size_t at = 0; at <= value.size();) {
      const std::size_t end = std::min(value.find(scheme.separator, at), value.size());
      std::string_view entry = trimmed(value.substr(at, end - at));
      if (entry.ends_with(',')) entry.remove_suffix(1);
      if (!entry.empty()) entries.emplace_back(entry);
      at = end + 1;
    }
  }
  return entries;
}

const SignatureScheme::Fields& fields_of(const SignatureScheme& scheme, const Headers& headers) {
  const auto has = [&](const std::string& name) { return name.empty() || find_header(headers, name).has_value(); };
  for (const auto& fields : scheme.fields)
    if (has(fields.id) && has(fields.timestamp) && has(fields.signature)) return fields;
  return scheme.fields.front();
}

void read_entries(const SignatureScheme& scheme, const std::vector<std::string>& entries, SignedMessage& message) {
  for (const std::string& entry : entries) {
    const bool is_timestamp = !scheme.timestamp_mark.empty() && entry.starts_with(scheme.timestamp_mark);
    if (is_timestamp) message.timestamp = entry.substr(scheme.timestamp_mark.size());
    if (entry.starts_with(scheme.mark)) message.signatures.push_back(entry.substr(scheme.mark.size()));
  }
}

bool are_same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

SignedMessageReading read_signed_message(const SignatureScheme& scheme, const Headers& headers,
                                         const std::string& body) {
  SignedMessageReading reading{.message = {.body = body}};
  SignedMessage& message = reading.message;
  const auto& fields = fields_of(scheme, headers);
  message.id = only_value(headers, fields.id, reading.fault);
  message.timestamp = only_value(headers, fields.timestamp, reading.fault);
  auto values = values_of(headers, fields.signature);
  if (scheme.separator == 0 || values.empty()) values = {only_value(headers, fields.signature, reading.fault)};
  if (!reading.fault.empty()) return reading;
  read_entries(scheme, entries_of(scheme, values), message);
  if (scheme.has_timestamp() && message.timestamp.empty())
    reading.fault = "header " + fields.signature + " holds no timestamp, " + scheme.timestamp_mark + "SECONDS";
  else if (message.signatures.empty())
    reading.fault = "header " + fields.signature + " holds no signature that begins with " + scheme.mark;
  return reading;
}

std::optional<std::chrono::seconds> seconds_of(const SignedMessage& message) {
  const std::string& text = message.timestamp;
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || text.empty() || text.size() > 18) return std::nullopt;
  std::int64_t seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return std::chrono::seconds(seconds);
}

std::string text_signed(const SignatureScheme& scheme, const SignedMessage& message) {
  std::string text;
  const std::string_view form = scheme.signed_text;
  for (std::size_t at = 0; at < form.size();) {
    const std::size_t open = std::min(form.find('{', at), form.size());
    text += form.substr(at, open - at);
    if (open == form.size()) break;
    const std::size_t close = form.find('}', open);
    const std::string_view name = form.substr(open + 1, close - open - 1);
    text += name == "id" ? message.id : name == "timestamp" ? message.timestamp : message.body;
    at = close + 1;
  }
  return text;
}

std::string_view without_prefix(std::string_view secret) {
  return secret.starts_with(secret_prefix) ? secret.substr(secret_prefix.size()) : secret;
}

std::optional<std::string> key_of(const SignatureScheme& scheme, std::string_view secret) {
  if (scheme.key == SignatureScheme::Key::text) return std::string(secret);
  return decode_base64(without_prefix(secret));
}

std::vector<std::optional<std::string>> keys_of(const SignatureScheme& scheme,
                                                const std::vector<std::string>& secrets) {
  std::vector<std::optional<std::string>> keys;
  for (const std::string& secret : secrets) keys.push_back(key_of(scheme, secret));
  return keys;
}

std::string signature_of(const SignatureScheme& scheme, std::string_view key, std::string_view text) {
  const std::string bytes = hmac(Hash::sha256, key, text);
  return scheme.coding == SignatureScheme::Coding::hex ? to_hex(bytes) : to_base64(bytes);
}

std::optional<std::size_t> find_signer(const SignatureScheme& scheme, std::string_view text,
                                       const std::vector<std::string>& signatures,
                                       const std::vector<std::optional<std::string>>& keys) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!keys[i]) continue;
    const std::string made = signature_of(scheme, *keys[i], text);
    for (const std::string& signature : signatures)
      if (are_same(made, signature)) return i;
  }
  return std::nullopt;
}

}  // namespace assay

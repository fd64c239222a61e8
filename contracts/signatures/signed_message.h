// A delivery as its signature sees it, and whether a key made one of its signatures. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/http/http.h"
#include "contracts/signatures/scheme.h"

namespace assay {

struct SignedMessage {
  std::string id{};
  std::string timestamp{};  // as sent
  std::string body{};
  std::vector<std::string> signatures{};  // without their marks; those with marks of others are left out
};

struct SignedMessageReading {
  SignedMessage message{};
  std::string fault{};  // why nothing can be compared: a header is missing, or no signature in it is the scheme's
};

// Of a delivery with these headers. A signature's header may stand more than once where the scheme has several entries
// in it; its entries are then those of all.
SignedMessageReading read_signed_message(const SignatureScheme& scheme, const Headers& headers,
                                         const std::string& body);

// The timestamp; nothing where it is not of digits alone, 18 of them at most, so that no sum leaves 64 bits.
std::optional<std::chrono::seconds> seconds_of(const SignedMessage& message);

// The bytes that the scheme signs.
std::string text_signed(const SignatureScheme& scheme, const SignedMessage& message);

// What stands behind "whsec_"; the whole where it does not begin so.
std::string_view without_prefix(std::string_view secret);

// The HMAC's key that the secret stands for; nothing where it stands for none: it is not base64.
std::optional<std::string> key_of(const SignatureScheme& scheme, std::string_view secret);

// The keys that these secrets stand for, one each.
std::vector<std::optional<std::string>> keys_of(const SignatureScheme& scheme, const std::vector<std::string>& secrets);

// HMAC-SHA-256 of the text, written as the scheme writes it, without its mark.
std::string signature_of(const SignatureScheme& scheme, std::string_view key, std::string_view text);

// The index of the first key that made one of `signatures` over `text`. Keys that are nothing made none. A comparison
// takes the same time however far the two agree.
std::optional<std::size_t> find_signer(const SignatureScheme& scheme, std::string_view text,
                                       const std::vector<std::string>& signatures,
                                       const std::vector<std::optional<std::string>>& keys);

}  // namespace assay

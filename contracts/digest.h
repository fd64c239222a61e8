// Hashes, over OpenSSL: for the fingerprint of a document, and to try whether a secret was made from something known.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace assay {

enum class Hash { md5, sha1, sha256, sha512 };

// Raw bytes: 16, 20, 32 or 64 of them. Throws std::runtime_error where OpenSSL does not offer the hash.
std::string digest(Hash hash, std::string_view bytes);

// HMACs (RFC 2104) of many texts under one key: raw bytes. Used by one thread at a time. Throws as digest() does.
class Hmac {
 public:
  Hmac(Hash hash, std::string_view key);
  Hmac(Hmac&& other) noexcept;
  ~Hmac();

  std::string of(std::string_view bytes);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// Of one text.
std::string hmac(Hash hash, std::string_view key, std::string_view bytes);

std::string to_hex(std::string_view bytes);     // lower case
std::string to_base64(std::string_view bytes);  // RFC 4648 section 4, padded

// SHA-256 of `bytes`, 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace assay

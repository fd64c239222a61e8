// Hashes, over OpenSSL: for the fingerprint of a document, and to try whether a secret was made from something known.
#pragma once

#include <string>
#include <string_view>

namespace assay {

enum class Hash { md5, sha1, sha256, sha512 };

// Raw bytes: 16, 20, 32 or 64 of them. Throws std::runtime_error where OpenSSL does not offer the hash.
std::string digest(Hash hash, std::string_view bytes);

// HMAC (RFC 2104), raw bytes.
std::string hmac(Hash hash, std::string_view key, std::string_view bytes);

std::string to_hex(std::string_view bytes);     // lower case
std::string to_base64(std::string_view bytes);  // RFC 4648 section 4, padded

// SHA-256 of `bytes`, 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace assay

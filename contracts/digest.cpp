#include "contracts/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace assay {
namespace {

const EVP_MD* algorithm(Hash hash) {
  switch (hash) {
    case Hash::md5: return EVP_md5();
    case Hash::sha1: return EVP_sha1();
    case Hash::sha256: return EVP_sha256();
    case Hash::sha512: return EVP_sha512();
  }
  return nullptr;
}

using Buffer = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string text_of(const Buffer& buffer, unsigned size) {
  return {reinterpret_cast<const char*>(buffer.data()), size};
}

}  // namespace

std::string digest(Hash hash, std::string_view bytes) {
  Buffer buffer{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), buffer.data(), &size, algorithm(hash), nullptr) != 1)
    throw std::runtime_error("OpenSSL does not offer a hash that is needed");
  return text_of(buffer, size);
}

std::string hmac(Hash hash, std::string_view key, std::string_view bytes) {
  Buffer buffer{};
  unsigned size = 0;
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  if (!HMAC(algorithm(hash), key.data(), static_cast<int>(key.size()), data, bytes.size(), buffer.data(), &size))
    throw std::runtime_error("OpenSSL does not offer a hash that is needed");
  return text_of(buffer, size);
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  return hex;
}

std::string to_base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::string sha256_hex(std::string_view bytes) { return to_hex(digest(Hash::sha256, bytes)); }

}  // namespace assay

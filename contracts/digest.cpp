#include "contracts/digest.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace assay {
namespace {

[[noreturn]] void not_offered() { throw std::runtime_error("OpenSSL does not offer a hash that is needed"); }

const char* name_of(Hash hash) {
  switch (hash) {
    case Hash::md5: return "MD5";
    case Hash::sha1: return "SHA1";
    case Hash::sha256: return "SHA256";
    case Hash::sha512: return "SHA512";
  }
  return "";
}

// Looked for once: OpenSSL takes longer to find an algorithm than to hash a short text.
const EVP_MD* algorithm(Hash hash) {
  static const auto fetched = [] {
    std::array<EVP_MD*, 4> all{};
    for (const Hash each : {Hash::md5, Hash::sha1, Hash::sha256, Hash::sha512})
      all.at(static_cast<std::size_t>(each)) = EVP_MD_fetch(nullptr, name_of(each), nullptr);
    return all;
  }();
  const EVP_MD* found = fetched.at(static_cast<std::size_t>(hash));
  if (found == nullptr) not_offered();
  return found;
}

using Buffer = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string text_of(const Buffer& buffer, std::size_t size) {
  return {reinterpret_cast<const char*>(buffer.data()), size};
}

}  // namespace

std::string digest(Hash hash, std::string_view bytes) {
  Buffer buffer{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), buffer.data(), &size, algorithm(hash), nullptr) != 1) not_offered();
  return text_of(buffer, size);
}

struct Hmac::Context {
  EVP_MAC_CTX* context = nullptr;
  explicit Context(EVP_MAC* mac) : context(EVP_MAC_CTX_new(mac)) {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { EVP_MAC_CTX_free(context); }
};

Hmac::Hmac(Hash hash, std::string_view key) {
  static EVP_MAC* const mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  if (mac == nullptr) not_offered();
  context_ = std::make_unique<Context>(mac);
  std::string name = name_of(hash);
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), name.size()),
                                   OSSL_PARAM_construct_end()};
  // A null key would mean the one before.
  const auto* bytes = reinterpret_cast<const unsigned char*>(key.empty() ? "" : key.data());
  if (context_->context == nullptr || EVP_MAC_init(context_->context, bytes, key.size(), parameters) != 1)
    not_offered();
}

Hmac::Hmac(Hmac&&) noexcept = default;
Hmac::~Hmac() = default;

std::string Hmac::of(std::string_view bytes) {
  Buffer buffer{};
  std::size_t size = 0;
  EVP_MAC_CTX* const context = context_->context;
  if (EVP_MAC_update(context, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) != 1 ||
      EVP_MAC_final(context, buffer.data(), &size, buffer.size()) != 1 ||
      EVP_MAC_init(context, nullptr, 0, nullptr) != 1)  // with the same key
    not_offered();
  return text_of(buffer, size);
}

std::string hmac(Hash hash, std::string_view key, std::string_view bytes) { return Hmac(hash, key).of(bytes); }

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * bytes.size());
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

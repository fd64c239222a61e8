#include "mock/env.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <stdexcept>

namespace assay {
namespace {

Moment machine_time() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::string bytes_of_openssl(std::size_t count) {
  std::string bytes(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
    throw std::runtime_error("the machine has no random bytes to give (OpenSSL RAND_bytes failed)");
  return bytes;
}

void append_number(std::string& out, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>(number >> shift & 0xFF);
}

// Lengths stand before texts, so that no two draws make one message.
std::string message_of(const Draw& draw) {
  std::string message;
  for (const auto text : {draw.session, draw.id}) {
    append_number(message, text.size());
    message += text;
  }
  append_number(message, draw.k);
  return message;
}

std::string hmac_sha256(std::string_view key, std::string_view message) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes, message.size(), digest.data(), &length) ==
      nullptr)
    throw std::runtime_error("OpenSSL could not compute HMAC-SHA256");
  return std::string(digest.begin(), digest.begin() + length);
}

std::string bytes_of_seed(std::uint64_t seed, const Draw& draw, std::size_t count) {
  std::string key;
  append_number(key, seed);
  const std::string message = message_of(draw);
  std::string bytes;
  for (std::uint64_t block = 0; bytes.size() < count; ++block) {
    std::string counted = message;
    append_number(counted, block);
    bytes += hmac_sha256(key, counted);
  }
  bytes.resize(count);
  return bytes;
}

}  // namespace

Env system_env() {
  return {.now = machine_time, .random_bytes = [](const Draw&, std::size_t count) { return bytes_of_openssl(count); }};
}

Env seeded_env(std::uint64_t seed, Moment start) {
  return {.now = [start] { return start; },
          .random_bytes = [seed](const Draw& draw, std::size_t count) { return bytes_of_seed(seed, draw, count); }};
}

}  // namespace assay

#include "mock/state/env.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>

namespace assay {
namespace {

Moment machine_time() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

// A thread's random bytes, drawn many at a time: a call of OpenSSL's generator costs more than the bytes. None is given
// twice.
class RandomBytes {
 public:
  RandomBytes() = default;
  RandomBytes(const RandomBytes&) = delete;
  RandomBytes& operator=(const RandomBytes&) = delete;
  ~RandomBytes() { OPENSSL_cleanse(drawn_.data(), drawn_.size()); }

  std::string take(std::size_t count) {
    std::string bytes;
    while (bytes.size() < count) {
      if (left_ == 0) draw();
      const std::size_t part = std::min(left_, count - bytes.size());
      unsigned char* from = drawn_.data() + (drawn_.size() - left_);
      bytes.append(from, from + part);
      OPENSSL_cleanse(from, part);
      left_ -= part;
    }
    return bytes;
  }

 private:
  void draw() {
    if (RAND_bytes(drawn_.data(), static_cast<int>(drawn_.size())) != 1)
      throw std::runtime_error("the machine has no random bytes to give (OpenSSL RAND_bytes failed)");
    left_ = drawn_.size();
  }

  std::array<unsigned char, 2048> drawn_{};
  std::size_t left_ = 0;
};

std::string bytes_of_openssl(std::size_t count) {
  static thread_local RandomBytes random;
  return random.take(count);
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

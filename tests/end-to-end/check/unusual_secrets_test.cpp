// Vendors whose secrets are written in unusual ways, all lawful: none may be blamed.
#include <mutex>
#include <random>

#include "tests/catch.h"
#include "tests/end-to-end/conforming.h"

namespace assay::test {
namespace {

// `length` characters drawn from `alphabet`; not for several threads at once.
std::string drawn(const std::string& alphabet, std::size_t length) {
  static std::mt19937_64 engine(20260101);
  std::uniform_int_distribution<std::size_t> pick(0, alphabet.size() - 1);
  std::string text;
  while (text.size() < length) text += alphabet[pick(engine)];
  return text;
}

const std::string hex = "0123456789abcdef";
const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const std::string base64url = letters + "0123456789-_";

void check_secrets(const std::string& before, const std::string& alphabet, std::size_t length,
                   const std::string& after = "") {
  check_conforms({.secret = [=](int, int) { return before + drawn(alphabet, length) + after; }});
}

}  // namespace

TEST_CASE("a secret in base64url conforms") { check_secrets("whsec_", base64url, 43); }

TEST_CASE("a secret in Base64 with its padding conforms") { check_secrets("", letters + "0123456789+/", 43, "="); }

TEST_CASE("a secret of hexadecimal digits, lower or upper case, without a prefix conforms") {
  check_secrets("", hex, 64);
  check_secrets("", "0123456789ABCDEF", 32);
}

TEST_CASE("a secret of decimal digits conforms when it is long enough") { check_secrets("", "0123456789", 60); }

TEST_CASE("a secret of 512 characters conforms") { check_secrets("sk_", letters + "0123456789", 512); }

TEST_CASE("a secret behind a long prefix that tells the environment and the version conforms") {
  check_secrets("slate.webhook.live.v2.", base64url, 32);
}

TEST_CASE("a secret whose prefix is the token's conforms") { check_secrets("sl_live_", letters, 40); }

TEST_CASE("a secret in groups conforms") {
  check_conforms({.secret = [](int, int) {
    return drawn(hex, 8) + "-" + drawn(hex, 8) + "-" + drawn(hex, 8) + "-" + drawn(hex, 8) + "-" + drawn(hex, 8);
  }});
}

TEST_CASE("a secret of every printable character conforms") {
  std::string all;
  for (char c = '!'; c <= '~'; ++c)
    if (c != '"' && c != '\'' && c != '\\') all += c;
  check_secrets("", all, 40);
}

TEST_CASE("a secret that ends with a checksum of itself conforms") {
  check_conforms({.secret = [](int, int) {
    const std::string body = drawn(letters, 40);
    unsigned sum = 0;
    for (const char c : body) sum = sum * 31 + static_cast<unsigned char>(c);
    return "whsec_" + body + std::to_string(100000 + sum % 900000);
  }});
}

}  // namespace assay::test

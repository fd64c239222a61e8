// How many of the secrets that are drawn at random, and stand where nobody knows of them, are shown all the same.
// docs/security.md states the figures.
#include <algorithm>
#include <random>
#include <string>
#include <string_view>

#include "contracts/contract.h"
#include "contracts/judge/check.h"
#include "reports/make_report.h"
#include "reports/shown_exchanges.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

constexpr int drawn = 2000;

constexpr std::string_view lower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view letters_and_digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view base64_url = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view hexadecimal = "0123456789abcdef";

// Of 2,000 bodies with a drawn text in a member that no document names: how many show four of its characters in a row.
int shown_of(std::string_view alphabet, std::size_t length) {
  const Contract contract = load_embedded_contract();
  const Redactor redactor = make_redactor(contract);
  std::mt19937 draw(7);
  int shown = 0;
  for (int i = 0; i < drawn; ++i) {
    std::string secret;
    while (secret.size() < length) secret += alphabet[draw() % alphabet.size()];
    const Exchange exchange{
        .request = {.method = "POST", .target = "/api-tokens/1/webhook/rotate-secret"},
        .outcome = Response{
            .status = 200, .headers = {{"Content-Type", "application/json"}}, .body = R"({"~":")" + secret + "\"}"}};
    const std::string body = show_exchange(0, exchange, {}, redactor).response->body.text;
    bool seen = false;
    for (std::size_t at = 0; at + 4 <= secret.size(); ++at)
      seen = seen || body.find(secret.substr(at, 4)) != std::string::npos;
    shown += seen ? 1 : 0;
  }
  return shown;
}

}  // namespace

TEST_CASE("of secrets drawn at random none of 12 characters or more is shown, of eight few are") {
  CHECK(shown_of(letters_and_digits, 24) == 0);
  CHECK(shown_of(base64_url, 43) == 0);
  CHECK(shown_of(base32, 20) == 0);
  CHECK(shown_of(hexadecimal, 32) == 0);
  CHECK(shown_of(lower, 16) == 0);
  CHECK(shown_of(letters, 12) == 0);
  CHECK(shown_of(letters_and_digits, 12) == 0);
  CHECK(shown_of(lower, 8) == 21);
  CHECK(shown_of(hexadecimal, 8) == 6);
}

}  // namespace assay::test

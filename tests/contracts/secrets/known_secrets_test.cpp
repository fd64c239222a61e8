#include "contracts/secrets/known_secrets.h"

#include <string>
#include <vector>

#include "tests/catch.h"

namespace assay::test {

TEST_CASE("a known secret is found in each spelling, and each has the secret's number") {
  KnownSecrets known;
  REQUIRE(known.add("other-secret") == 1);
  REQUIRE(known.add("whsec_Zm9vYmFyK2hlbGxv") == 2);
  for (const std::string text :
       {"whsec_Zm9vYmFyK2hlbGxv", "Zm9vYmFyK2hlbGxv", "WHSEC_ZM9VYMFYK2HLBGXV", "zm9vymfyk2hlbgxv",
        "666f6f6261722b68656c6c6f", "666F6F6261722B68656C6C6F", "%255A%256D%2539%2576YmFyK2hlbGxv",
        R"(\x5a\x6d\x39\x76YmFyK2hlbGxv)", "&amp;#90;m9vYmFyK2hlbGxv"}) {
    INFO(text);
    const auto spans = known.find("<" + text + ">");
    REQUIRE(spans.size() == 1);
    CHECK(spans.front().number == 2);
    CHECK(spans.front().begin == 1);
  }
  CHECK(known.find("nothing of it: whsec_").empty());
  CHECK(known.size() == 2);
}

TEST_CASE("a secret that another one resembles is called after itself") {
  KnownSecrets known;
  const std::vector<std::string> secrets = {
      "whsec_TyzYvI3gV7ANJHrXDphhQKph",
      "whsec_tyzYvI3gV7ANJHrXDphhQKph",              // but for case
      "whsec_992a93455c71fedd36ac9bbc439952100000",  // the same bytes, but for half a one
      "whsec_992a93455c71fedd36ac9bbc439952100001",
      "a_shared-rest-of-both",
      "b_shared-rest-of-both",
      "shared-rest-of-both"};
  for (const std::string& secret : secrets) known.add(secret);
  for (std::size_t i = 0; i < secrets.size(); ++i) {
    INFO(secrets[i]);
    const auto spans = known.find('"' + secrets[i] + '"');
    REQUIRE(spans.size() == 1);
    CHECK(spans.front().number == i + 1);
    CHECK(spans.front().end == secrets[i].size() + 1);
  }
}

TEST_CASE("the bytes of a key are found in a text that is shorter than the key was written") {
  KnownSecrets known;
  const std::string digits = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  known.add(digits);
  CHECK(known.find("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").size() == 1);
}

}  // namespace assay::test

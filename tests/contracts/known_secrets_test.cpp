#include "contracts/known_secrets.h"

#include <string>

#include "tests/catch.h"

using namespace assay;

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

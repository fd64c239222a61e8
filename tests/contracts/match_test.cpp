#include "contracts/contract.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

using Values = std::vector<std::string>;
constexpr const char* rotate = "/api-tokens/{token_id}/webhook/rotate-secret";

}  // namespace

TEST_CASE("a path matches segment by segment and gives its parameters raw") {
  CHECK(match(rotate, "/api-tokens/1/webhook/rotate-secret") == Values{"1"});
  CHECK(match(rotate, "/api-tokens/%31/webhook/rotate-secret") == Values{"%31"});
  CHECK(match(rotate, "/api-tokens/a b/webhook/rotate-secret") == Values{"a b"});
  CHECK(match("/{a}/x/{b}", "/1/x/2") == Values{"1", "2"});
  CHECK(match("/plain", "/plain") == Values{});
  CHECK(match("/", "/") == Values{});
}

TEST_CASE("literal segments are compared percent-decoded") {
  CHECK(match(rotate, "/api%2Dtokens/1/web%68ook/rotate-secret") == Values{"1"});
  CHECK(match("/a b", "/a%20b"));
}

TEST_CASE("an encoded slash stays inside its segment") {
  CHECK(match(rotate, "/api-tokens/1%2F2/webhook/rotate-secret") == Values{"1%2F2"});
  CHECK_FALSE(match(rotate, "/api-tokens/1/webhook%2Frotate-secret"));
}

TEST_CASE("a path of other length, case or with an empty parameter does not match") {
  for (const char* path :
       {"/api-tokens/1/webhook/rotate-secret/", "/api-tokens/1/webhook", "//api-tokens/1/webhook/rotate-secret",
        "/api-tokens//webhook/rotate-secret", "/API-tokens/1/webhook/rotate-secret", "", "/",
        "api-tokens/1/webhook/rotate-secret", "/api-tokens/1/2/webhook/rotate-secret"}) {
    INFO(path);
    CHECK_FALSE(match(rotate, path));
  }
}

TEST_CASE("a parameter may stand within a segment") {
  CHECK(match("/files/{name}.json", "/files/a.b.json") == Values{"a.b"});
  CHECK(match("/v{major}/x", "/v12/x") == Values{"12"});
  CHECK_FALSE(match("/files/{name}.json", "/files/.json"));
  CHECK_FALSE(match("/v{major}/x", "/w12/x"));
}

}  // namespace assay::test

#include "mock/fastapi/routing.h"

#include <stdexcept>

#include "tests/catch.h"

namespace assay::test {
namespace {

const Route rotate_route = make_route("POST", "/api-tokens/{token_id}/webhook/rotate-secret");

Routed routed(const std::string& target, const std::string& method = "POST", const Headers& headers = {}) {
  return route(rotate_route, {.method = method, .target = target, .headers = headers});
}

}  // namespace

TEST_CASE("a path is matched after it is decoded once") {
  CHECK(routed("/api-tokens/7/webhook/rotate-secret").segment == "7");
  CHECK(routed("/api-tokens/7/webhook%2Frotate-secret").segment == "7");
  CHECK(routed("/api-tokens/%2537/webhook/rotate-secret").segment == "%37");
  CHECK(routed("/api-tokens/1%2F2/webhook/rotate-secret").to == Routed::To::unknown_path);
  CHECK(routed("/api-tokens/+1/webhook/rotate-secret").segment == "+1");
}

TEST_CASE("the query is no part of the path") {
  CHECK(routed("/api-tokens/7/webhook/rotate-secret?x=/api-tokens/8").segment == "7");
  CHECK(routed("/api-tokens/7?/webhook/rotate-secret").to == Routed::To::unknown_path);
}

TEST_CASE("paths are not normalised") {
  for (const auto* target :
       {"/api-tokens/../api-tokens/1/webhook/rotate-secret", "//api-tokens/1/webhook/rotate-secret",
        "/api-tokens/1//webhook/rotate-secret", "/API-TOKENS/1/webhook/rotate-secret",
        "/api-tokens//webhook/rotate-secret", "/api-tokens/webhook/rotate-secret", "/", "*"})
    CHECK(routed(target).to == Routed::To::unknown_path);
}

TEST_CASE("another method on the path is told apart from another path") {
  CHECK(routed("/api-tokens/abc/webhook/rotate-secret", "GET").to == Routed::To::other_method);
  CHECK(routed("/api-tokens/1/webhook/rotate-secret", "post").to == Routed::To::other_method);
  CHECK(routed("/api-tokens/1", "GET").to == Routed::To::unknown_path);
}

TEST_CASE("slashes too many at the end lead to the path without them") {
  const Headers host = {{"host", "localhost:4010"}};
  const auto target = std::string("/api-tokens/1/webhook/rotate-secret");
  CHECK(routed(target + "/", "POST", host).location == "http://localhost:4010" + target);
  CHECK(routed(target + "//?a=b", "GET", host).location == "http://localhost:4010" + target + "?a=b");
  CHECK(routed(target + "/").location == target);
  CHECK(routed("/api-tokens/1/").to == Routed::To::unknown_path);
}

TEST_CASE("a location cannot break out of its header line") {
  const auto redirect = routed("/api-tokens/1%0D%0ASet-Cookie:a/webhook/rotate-secret/", "POST", {{"Host", "a\tb"}});
  CHECK(redirect.location == "http://a%09b/api-tokens/1%0D%0ASet-Cookie:a/webhook/rotate-secret");
}

TEST_CASE("the absolute form of a target means its path") {
  CHECK(routed("http://localhost/api-tokens/7/webhook/rotate-secret").segment == "7");
  CHECK(routed("HTTPS://localhost:1/api-tokens/7/webhook/rotate-secret?x").segment == "7");
  CHECK(routed("http://localhost").to == Routed::To::unknown_path);
  CHECK(routed("http://localhost?/api-tokens/7/webhook/rotate-secret").to == Routed::To::unknown_path);
}

TEST_CASE("a target with a byte that no request line may have is malformed, whatever its path") {
  for (const char byte : {'\x01', ' ', '\x7f', '\x80', '\xff'})
    CHECK(routed(std::string("/") + byte).to == Routed::To::malformed);
  CHECK(routed("").to == Routed::To::malformed);
}

TEST_CASE("each maximal invalid part of UTF-8 becomes one replacement character") {
  const std::string r = "\xEF\xBF\xBD";
  CHECK(to_utf8("plain") == "plain");
  CHECK(to_utf8("\xC3\xA9\xF0\x9F\x98\x80") == "\xC3\xA9\xF0\x9F\x98\x80");
  CHECK(to_utf8("\xFF"
                "1") == r + "1");
  CHECK(to_utf8("\xE2\x82") == r);
  CHECK(to_utf8("\xE2\x82"
                "1") == r + "1");
  CHECK(to_utf8("\xED\xA0\x80") == r + r + r);
  CHECK(to_utf8("\xF4\x90\x80\x80") == r + r + r + r);
  CHECK(to_utf8("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF") == r + r + r + r);
}

TEST_CASE("a route needs exactly one parameter, alone in its segment") {
  for (const auto* path : {"/a", "/a/{b}/{c}", "/a/x{b}", "/a/{b}x", "/a/{}", "/a/}b{", "{a}"})
    CHECK_THROWS_AS(make_route("POST", path), std::invalid_argument);
}

}  // namespace assay::test

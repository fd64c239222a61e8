#include "mock/routing/router.h"

#include <stdexcept>

#include "tests/catch.h"

namespace assay::test {
namespace {

using Texts = std::vector<std::string>;

const Router rotation({{"POST", "/api-tokens/{token_id}/webhook/rotate-secret"}}, {}, Router::Manner::starlette);

Routed routed(const std::string& target, const std::string& method = "POST", const Headers& headers = {}) {
  return rotation.route({.method = method, .target = target, .headers = headers});
}

}  // namespace

TEST_CASE("a path is matched after it is decoded once") {
  CHECK(routed("/api-tokens/7/webhook/rotate-secret").parameters == Texts{"7"});
  CHECK(routed("/api-tokens/7/webhook%2Frotate-secret").parameters == Texts{"7"});
  CHECK(routed("/api-tokens/%2537/webhook/rotate-secret").parameters == Texts{"%37"});
  CHECK(routed("/api-tokens/1%2F2/webhook/rotate-secret").to == Routed::To::unknown_path);
  CHECK(routed("/api-tokens/+1/webhook/rotate-secret").parameters == Texts{"+1"});
}

TEST_CASE("the query is no part of the path") {
  CHECK(routed("/api-tokens/7/webhook/rotate-secret?x=/api-tokens/8").parameters == Texts{"7"});
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
  CHECK(routed("http://localhost/api-tokens/7/webhook/rotate-secret").parameters == Texts{"7"});
  CHECK(routed("HTTPS://localhost:1/api-tokens/7/webhook/rotate-secret?x").parameters == Texts{"7"});
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

TEST_CASE("a segment has at most one parameter") {
  for (const auto* path : {"/a/{b}{c}", "/a/{}", "/a/}b{", "/a/{b", "/a/b}"}) {
    CHECK_FALSE(Router::can_route(path));
    CHECK_THROWS_AS(Router({{"POST", path}}, {}, Router::Manner::segments), std::invalid_argument);
  }
}

namespace {

const Router api({{"GET", "/v1/endpoints/{id}"},
                  {"POST", "/v1/endpoints/{id}/secret:rotate"},
                  {"DELETE", "/v1/endpoints/{id}"},
                  {"GET", "/v1/endpoints/latest"},
                  {"PUT", "/v1/apps/{app}/endpoints/e-{endpoint}.json"}},
                 {"/api", "/eu/api"}, Router::Manner::segments);

Routed asked(const std::string& method, const std::string& target) {
  return api.route({.method = method, .target = target});
}

}  // namespace

TEST_CASE("the most concrete path is taken, whatever the order of the document") {
  CHECK(asked("GET", "/v1/endpoints/latest").entry == 3);
  CHECK(asked("GET", "/v1/endpoints/latest2").entry == 0);
  CHECK(asked("DELETE", "/v1/endpoints/7").entry == 2);
  CHECK(asked("DELETE", "/v1/endpoints/latest").to == Routed::To::other_method);
}

TEST_CASE("segments are decoded one by one, and a part of a segment may be the parameter") {
  CHECK(asked("PUT", "/v1/apps/a%2Fb/endpoints/e-7%20.json").parameters == Texts{"a/b", "7 "});
  CHECK(asked("PUT", "/v1/apps/a%252Fb/endpoints/%65-7.json").parameters == Texts{"a%2Fb", "7"});
  CHECK(asked("POST", "/v1/endpoints/7/secret%3Arotate?x=/").parameters == Texts{"7"});
  for (const auto* target :
       {"/v1/apps/a/endpoints/e-.json", "/v1/apps/a/b/endpoints/e-7.json", "/v1/endpoints/", "/v1//endpoints/7",
        "/v1/endpoints/..", "/v1/endpoints/%2e", "/v1/endpoints/7/", "/v1/endpoints/7/secret", "//v1/endpoints/7", "*"})
    CHECK(asked("GET", target).to == Routed::To::unknown_path);
}

TEST_CASE("HEAD is asked for where GET is, and the methods of a path are told") {
  CHECK(asked("HEAD", "/v1/endpoints/7").to == Routed::To::operation);
  CHECK(asked("HEAD", "/v1/endpoints/7").entry == 0);
  CHECK(asked("PATCH", "/v1/endpoints/7").allow == "GET, HEAD, DELETE");
  CHECK(asked("HEAD", "/v1/endpoints/7/secret:rotate").to == Routed::To::other_method);
}

TEST_CASE("the paths of the servers may stand before a path, and nothing else may") {
  CHECK(asked("GET", "/api/v1/endpoints/7").parameters == Texts{"7"});
  CHECK(asked("GET", "/eu/api/v1/endpoints/7").parameters == Texts{"7"});
  for (const auto* target : {"/api", "/apiv1/endpoints/7", "/eu/v1/endpoints/7", "/api/api/v1/endpoints/7"})
    CHECK(asked("GET", target).to == Routed::To::unknown_path);
}

}  // namespace assay::test

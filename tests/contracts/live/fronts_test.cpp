// What a reverse proxy in front of the vendor does by itself is no vendor's breach; the same from the vendor is one.
#include <algorithm>

#include "contracts/judge/judge.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

VerdictKind verdict_on(const std::string& clause, const std::vector<Exchange>& exchanges) {
  const Contract contract = load_embedded_contract();
  const History history{.exchanges = exchanges};
  const auto verdicts = judge(contract, history, {.may_rotate = true, .tokens = 2});
  return std::find_if(verdicts.begin(), verdicts.end(), [&](const auto& v) { return v.check->id == clause; })->kind;
}

Exchange asked(const std::string& method, const std::string& id, Response answer) {
  return {.request = {.method = method, .target = "/api-tokens/" + id + "/webhook/rotate-secret"},
          .outcome = std::move(answer)};
}

Exchange refused(const std::string& method, const Headers& allow) {
  return asked(method, "1", {.status = 405, .headers = allow, .body = "<h1>405 Not Allowed</h1>"});
}

Exchange rotated(const std::string& id, const std::string& token) {
  return asked("POST", id,
               {.status = 200,
                .headers = {{"Content-Type", "application/json"}},
                .body = R"({"id":)" + token + R"(,"name":"n)" + token + R"(","webhook_secret":"whsec_0123456789ab"})"});
}

}  // namespace

TEST_CASE("a 405 to TRACE, CONNECT or an unknown method needs no Allow: a front answers it") {
  for (const char* method : {"TRACE", "CONNECT", "FOO", "PROPFIND"}) {
    INFO(method);
    CHECK(verdict_on("method/405-allow", {rotated("1", "1"), refused(method, {})}) == VerdictKind::na);
    CHECK(verdict_on("method/405-allow", {rotated("1", "1"), refused(method, {{"Allow", ""}})}) == VerdictKind::na);
  }
}

TEST_CASE("a 405 to a method that reaches the application needs an Allow that lists POST") {
  for (const char* method : {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
    INFO(method);
    CHECK(verdict_on("method/405-allow", {rotated("1", "1"), refused(method, {})}) == VerdictKind::fail);
    CHECK(verdict_on("method/405-allow", {rotated("1", "1"), refused(method, {{"Allow", "GET"}})}) ==
          VerdictKind::fail);
    CHECK(verdict_on("method/405-allow", {rotated("1", "1"), refused(method, {{"allow", "GET, POST"}})}) ==
          VerdictKind::pass);
  }
}

TEST_CASE("a path that a proxy tidied reaches the token that it then names, and no other") {
  const Exchange one = rotated("1", "1"), two = rotated("2", "2");
  CHECK(verdict_on("id/no-other-token", {one, two, rotated("2%2F..%2F1", "1")}) != VerdictKind::fail);
  CHECK(verdict_on("id/no-other-token", {one, two, rotated("2%2F..%2F1", "2")}) == VerdictKind::fail);
  CHECK(verdict_on("id/no-other-token", {one, two, rotated("1%00", "2")}) == VerdictKind::fail);
  CHECK(verdict_on("id/no-other-token", {one, two, rotated("1.5", "1")}) == VerdictKind::fail);
}

}  // namespace assay::test

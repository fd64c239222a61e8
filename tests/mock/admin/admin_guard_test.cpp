#include "mock/admin/guard.h"

#include <stdexcept>

#include "tests/catch.h"
#include "tests/mock/admin/an_admin.h"

namespace assay::test {
namespace {

// The status that these headers meet; 200 when nobody is turned away.
int met(const Headers& headers) {
  const auto refused = turned_away({.target = "/__admin/health", .headers = headers}, "letmein");
  return refused ? refused->status : 200;
}

int met_with_host(const std::string& host) { return met({{"Host", host}, {"Authorization", "Bearer letmein"}}); }

}  // namespace

TEST_CASE("the admin API answers to loopback's names alone, so that a page cannot rebind its own") {
  for (const auto* host :
       {"localhost", "LOCALHOST:4011", "127.0.0.1", "127.0.0.1:4011", "127.1.2.3:1", "[::1]", "[::1]:4011"}) {
    INFO(host);
    CHECK(met_with_host(host) == 200);
  }
  for (const auto* host :
       {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "127.evil.example:80",
        "evil.example:127", "10.0.0.1", "[::2]", "127.", "127.0.0", "localhost@evil.example"}) {
    INFO(host);
    CHECK(met_with_host(host) == 421);
  }
  CHECK(met({{"Authorization", "Bearer letmein"}}) == 421);
  CHECK(met({{"Host", "localhost"}, {"Host", "evil.example"}, {"Authorization", "Bearer letmein"}}) == 421);
}

TEST_CASE("a web page gets nothing, even from loopback and with the token") {
  for (const Header& sign : {Header{"Origin", "http://evil.example"}, Header{"Origin", "http://localhost:4011"},
                             Header{"origin", "null"}, Header{"Sec-Fetch-Site", "same-origin"}}) {
    INFO(sign.name << ": " << sign.value);
    CHECK(met({{"Host", "localhost"}, {"Authorization", "Bearer letmein"}, sign}) == 403);
  }
}

TEST_CASE("no request is served without the token") {
  for (const auto* credentials :
       {"", "Bearer", "Bearer ", "Bearer letmei", "Bearer letmeinn", "Basic letmein", "letmein"}) {
    INFO(credentials);
    CHECK(met({{"Host", "localhost"}, {"Authorization", credentials}}) == 401);
  }
  CHECK(met({{"Host", "localhost"}}) == 401);
  CHECK(met({{"Host", "localhost"}, {"authorization", "bearer letmein"}}) == 200);
}

TEST_CASE("every resource is guarded, and no answer lets a page read it") {
  const Controlled controlled;
  for (const auto* path :
       {"/__admin/health", "/__admin/openapi.json", "/__admin/tokens?secrets=shown", "/__admin/nothing"}) {
    const Response refused = ask(controlled.admin, {.target = path, .headers = {{"Host", "localhost"}}});
    CHECK(refused.status == 401);
    CHECK(header(refused, "WWW-Authenticate") == "Bearer");
    CHECK(header(refused, "Content-Type") == "application/problem+json");
    CHECK(header(refused, "Access-Control-Allow-Origin") == "(none)");
  }
  const Response preflight = ask(
      controlled.admin,
      {.method = "OPTIONS", .target = "/__admin/health", .headers = {{"Host", "localhost"}, {"Origin", "http://a"}}});
  CHECK(preflight.status == 403);
  CHECK(header(preflight, "Access-Control-Allow-Origin") == "(none)");
}

TEST_CASE("an admin API without a token is not made") {
  CHECK_THROWS_AS(make_admin(Controlled().mock.parts, ""), std::invalid_argument);
}

}  // namespace assay::test

#include "mock/state/token.h"

#include <chrono>

#include "mock/state/token_json.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"

namespace assay::test {
using namespace std::chrono_literals;

namespace {

const Moment now = std::chrono::sys_days{std::chrono::year{2026} / 1 / 31} + 8h + 15min + 30s;

std::string refused_as(const Token& token, const Policy& policy = {}) {
  const auto reply = refusal(token, now, policy);
  if (!reply) return "";
  CHECK(reply->status == 409);
  return reply->body;
}

Token with_status(Token::Status status) {
  Token token = a_token("1");
  token.status = status;
  return token;
}

}  // namespace

TEST_CASE("a rotation replaces the secret and nothing else") {
  const Token before = a_token("1");
  const auto [after, reply] = rotate(before, now, "whsec_new", {});
  Token expected = before;
  expected.webhook_secret = "whsec_new";
  expected.rotations = 1;
  CHECK(after == expected);
  CHECK(reply.status == 200);
}

TEST_CASE("a refusal leaves the token as it was") {
  for (const auto status : {Token::Status::disabled, Token::Status::revoked, Token::Status::expired}) {
    const Token before = with_status(status);
    const auto [after, reply] = rotate(before, now, "whsec_new", {});
    CHECK(after == before);
    CHECK(reply.status == 409);
    CHECK(reply.body.find("whsec_new") == std::string::npos);
  }
}

TEST_CASE("tokens that are not active, or have no webhook, are refused by name") {
  CHECK(refused_as(with_status(Token::Status::revoked)) ==
        R"({"detail":"Token has been revoked","error":"token_revoked"})");
  CHECK(refused_as(with_status(Token::Status::expired)) == R"({"detail":"Token has expired","error":"token_expired"})");
  CHECK(refused_as(with_status(Token::Status::disabled)) ==
        R"({"detail":"Token is disabled","error":"token_disabled"})");
  Token without_webhook = a_token("1");
  without_webhook.webhook_url.reset();
  CHECK(refused_as(without_webhook) ==
        R"({"detail":"Token has no webhook configured","error":"webhook_not_configured"})");
}

TEST_CASE("the policy may rotate what it would refuse") {
  Token token = with_status(Token::Status::revoked);
  token.webhook_url.reset();
  const Policy all = {.inactive = Policy::OnState::rotate, .no_webhook = Policy::OnState::rotate};
  CHECK(refused_as(token, all).empty());
}

TEST_CASE("an active token expires when its time comes") {
  Token token = a_token("1");
  token.expires_at = now + 1us;
  CHECK(status_at(token, now) == Token::Status::active);
  token.expires_at = now;
  CHECK(status_at(token, now) == Token::Status::expired);
  token.status = Token::Status::revoked;
  CHECK(status_at(token, now) == Token::Status::revoked);
}

TEST_CASE("an authenticated call moves last_used_at unless the policy says not to, and never backwards") {
  const Policy touch = {.bearer = "letmein"};
  Token token = a_token("1");
  CHECK(rotate(token, now, "s", touch).token.last_used_at == now);
  token.last_used_at = now + 1h;
  CHECK(rotate(token, now, "s", touch).token.last_used_at == now + 1h);
  CHECK_FALSE(rotate(a_token("1"), now, "s", {.bearer = "letmein", .touch_last_used = false}).token.last_used_at);
}

TEST_CASE("where no credentials are asked for, no call is authenticated, and last_used_at stays") {
  CHECK_FALSE(rotate(a_token("1"), now, "s", {}).token.last_used_at);
}

TEST_CASE("a token is written as FastAPI writes it") {
  Token token = a_token("18446744073709551616");
  token.ip_allowlist = {{"203.0.113.0/24", "a\"b"}};
  token.rate_limit = -300;
  token.created_at = now + 4217us;
  token.last_used_at = now;
  token.webhook_secret = "whsec_x";
  std::string json;
  append_token_json(json, token, now, Policy::Token::full);
  CHECK(json ==
        R"({"id":18446744073709551616,"name":"Order router","token_prefix":"slate_test_","token_last4":"9f3c",)"
        R"("scopes":["orders:read"],"ip_allowlist":["203.0.113.0/24","a\"b"],"rate_limit":-300,"expires_at":null,)"
        R"("status":"active","created_by":"ada@broker.example","created_at":"2026-01-31T08:15:30.004217Z",)"
        R"("last_used_at":"2026-01-31T08:15:30Z","webhook_url":"https://hooks.broker.example/slate",)"
        R"("webhook_enabled":true,"token":"slate_test_Zk3vQ8mT1yWc9f3c","webhook_secret":"whsec_x"})");
}

TEST_CASE("the token is shown as the policy says") {
  const auto shown = [](Policy::Token disclosure) {
    std::string json;
    append_token_json(json, a_token("1"), now, disclosure);
    return json;
  };
  CHECK(shown(Policy::Token::masked).find(R"("token":"slate_test_****9f3c")") != std::string::npos);
  CHECK(shown(Policy::Token::empty).find(R"("token":"")") != std::string::npos);
}

TEST_CASE("date-times before 1970 and with few microseconds keep all their digits") {
  CHECK(to_rfc3339(Moment{-1us}) == "1969-12-31T23:59:59.999999Z");
  CHECK(to_rfc3339(Moment{1us}) == "1970-01-01T00:00:00.000001Z");
}

}  // namespace assay::test

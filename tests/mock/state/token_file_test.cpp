#include "mock/state/token_file.h"

#include "tests/catch.h"

namespace assay::test {
namespace {

const std::string whole = R"(tokens:
  - id: 7
    name: "42"
    token: slate_test_abcd1234
    created_by: ada
    created_at: 2024-03-01T09:30:00.25+01:00
)";

std::string with(const std::string& line) { return whole + "    " + line + "\n"; }

std::string refusal_of(const std::string& yaml) {
  try {
    parse_tokens(yaml, "tokens.yaml");
  } catch (const BadDocument& error) {
    return error.what();
  }
  return "";
}

bool is_refused(const std::string& yaml, const std::string& at, const std::string& because) {
  const std::string refusal = refusal_of(yaml);
  INFO(refusal);
  CHECK(refusal.find("tokens.yaml:" + at) != std::string::npos);
  CHECK(refusal.find("abcd1234") == std::string::npos);
  return refusal.find(because) != std::string::npos;
}

}  // namespace

TEST_CASE("the embedded tokens are those of the design: active, no allowlist, revoked, expired, no webhook") {
  const auto tokens = default_tokens();
  REQUIRE(tokens.size() == 5);
  CHECK(tokens[0].text("/status") == "active");
  CHECK(tokens[0].member("/ip_allowlist").starts_with("["));
  CHECK(tokens[1].text("/status") == "active");
  CHECK(tokens[1].member("/ip_allowlist") == "null");
  CHECK(tokens[2].text("/status") == "revoked");
  CHECK(tokens[3].text("/status") == "expired");
  CHECK(tokens[4].text("/status") == "active");
  CHECK(tokens[4].member("/webhook_url") == "null");
  for (std::size_t i = 0; i < 5; ++i) CHECK(tokens[i].key() == std::to_string(i + 1));
}

TEST_CASE("what a file leaves out has a default") {
  const auto token = parse_tokens(whole, "tokens.yaml").at(0);
  CHECK(token.key() == "7");
  CHECK(token.document() ==
        R"({"id":7,"name":"42","token_prefix":"slate_test_","token_last4":"1234","scopes":[],"ip_allowlist":null,)"
        R"("rate_limit":null,"expires_at":null,"status":"active","created_by":"ada",)"
        R"("created_at":"2024-03-01T08:30:00.250000Z","last_used_at":null,"webhook_url":null,)"
        R"("webhook_enabled":false,"token":"slate_test_abcd1234","webhook_secret":null})");
  CHECK(parse_tokens(with("webhook_url: https://a.example"), "tokens.yaml").at(0).member("/webhook_enabled") == "true");
}

TEST_CASE("tokens may be JSON, and a bare list") {
  const auto tokens = parse_tokens(
      R"([{"id":"18446744073709551616","name":"n","token":"t","created_by":"c","created_at":"2024-01-01T00:00:00Z"}])",
      "t");
  CHECK(tokens.at(0).member("/id") == "18446744073709551616");
  CHECK(tokens.at(0).text("/token_last4") == "t");
}

TEST_CASE("a token file that cannot be used is refused with its line, and without the token") {
  CHECK(is_refused(with("colour: red"), "7", "no member of this name"));
  CHECK(is_refused(with("rate_limit: 1.5"), "7", "must be an integer"));
  CHECK(is_refused(with("rate_limit: 9223372036854775808"), "7", "at most 64 bits"));
  CHECK(is_refused(with("expires_at: 2026-02-29T00:00:00Z"), "7", "date-time"));
  CHECK(is_refused(with("expires_at: 2026-02-28T00:00:00.1234567Z"), "7", "microsecond"));
  CHECK(is_refused(with("status: asleep"), "7", "active, disabled, revoked or expired"));
  CHECK(is_refused(with("status: null"), "7", "must not be null"));
  CHECK(is_refused(with("webhook_enabled: 1"), "7", "true or false"));
  CHECK(is_refused(with("scopes: read"), "7", "list of texts"));
  CHECK(is_refused(with("webhook_url: [a]"), "7", "must be text"));
  CHECK(is_refused(with("token_last4: 1234"), "7", "quotes"));
  CHECK(is_refused(with("token_prefix: slate_live_"), "2", "begin with token_prefix"));
  CHECK(is_refused(with("token_last4: '9999'"), "2", "end with token_last4"));
  CHECK(is_refused("tokens:\n  - id: 1\n", "2", "needs name"));
  CHECK(is_refused("tokens:\n  - id: 01x\n", "2", "plain decimal digits"));
  CHECK(is_refused(whole + whole.substr(whole.find("  -")), "7", "the id 7 stands twice"));
  CHECK(is_refused("tokens: 5", "1", "list of tokens"));
  CHECK_THROWS_AS(load_tokens("/no/such/file.yaml"), BadDocument);
}

}  // namespace assay::test

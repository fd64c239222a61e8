#include "contracts/secret_members.h"

#include <algorithm>

#include "tests/catch.h"

namespace assay {
namespace {

const std::vector<std::string> places = {"/token", "/webhook_secret"};

bool finds(const std::string& body, const std::string& secret = "whsec_0canary") {
  const auto found = secrets_in(body, places);
  return std::find(found.begin(), found.end(), secret) != found.end();
}

}  // namespace

TEST_CASE("a secret is found at its place, once") {
  CHECK(secrets_in(R"({"token":"abcdef","webhook_secret":null,"x":{"y":"deep"}})",
                   {"/token", "/webhook_secret", "/x/y"}) == std::vector<std::string>{"abcdef", "deep"});
}

TEST_CASE("a secret is found under any spelling of its name, wherever it stands in JSON") {
  for (const std::string body :
       {R"({"data":[{"webhookSecret":"whsec_0canary"}]})", R"({"new-secret":"whsec_0canary"})",
        R"({"apiToken":{"value":["whsec_0canary"]}})", R"({"data":{"webhook\u005fsecret":"whsec_0canary"}})",
        R"({"webhook_secret":"whsec_0canary","webhook_secret":"other"})", R"("{\"webhook_secret\":\"whsec_0canary\"}")",
        R"({"body":"[\"{\\\"secret\\\":\\\"whsec_0canary\\\"}\"]"})"}) {
    INFO(body);
    CHECK(finds(body));
  }
}

TEST_CASE("a secret is found behind its name in what is no JSON") {
  for (const std::string body :
       {R"({"webhook_secret":"whsec_0canary)", "{'id': 1, 'webhook_secret': 'whsec_0canary'}",
        "<t><webhook_secret>whsec_0canary</webhook_secret></t>", "id: 1\nwebhook_secret: whsec_0canary\n",
        "id=1&webhook_secret=whsec_0canary", "id=1&webhook_secret=whsec%5F0canary",
        "<p>Your new webhook secret: <b>whsec_0canary</b></p>", "The secret = whsec_0canary."}) {
    INFO(body);
    CHECK(finds(body));
  }
  std::string wide;
  for (const char c : std::string("{\"webhook_secret\": \"whsec_0canary\"}")) wide += {c, '\0'};
  CHECK(finds(wide));
}

TEST_CASE("words beside a secret's name are none") {
  for (const std::string body :
       {R"({"token_prefix":"sl_live_0123","token_last4":"beef01234567","error":"invalid_token"})",
        R"({"detail":[{"loc":["path","token_id"],"msg":"value is not a valid integer","type":"int_parsing"}]})",
        "<a href=\"/token\">Ask for a token</a> <p>unauthenticated requests", "token: none given"}) {
    INFO(body);
    CHECK(secrets_in(body, places).empty());
  }
}

TEST_CASE("no body is too strange to be read") {
  for (const std::string& body :
       {std::string(), std::string("\0", 1), std::string("webhook_secret"), std::string("webhook_secret:"),
        std::string("\"webhook_secret\":"), std::string("token<"), std::string("token:<"), std::string(200'000, '['),
        std::string(100'000, '"')})
    CHECK(secrets_in(body, places).empty());
}

}  // namespace assay

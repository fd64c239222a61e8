#include "contracts/secrets/secret_members.h"

#include <algorithm>

#include "tests/catch.h"

namespace assay::test {
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

TEST_CASE("a secret is found below its name, wherever it stands in JSON, whole or not") {
  for (const std::string body :
       {R"({"data":[{"webhook_secret":"whsec_0canary"}]})", R"({"token":{"value":["whsec_0canary"]}})",
        R"({"data":{"webhook\u005fsecret":"whsec_0canary"}})",
        R"({"webhook_secret":"whsec_0canary","webhook_secret":"other"})", R"({"webhook_secret":"whsec_0canary)"}) {
    INFO(body);
    CHECK(finds(body));
  }
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

TEST_CASE("of a body full of secrets a bounded number is kept") {
  std::string body = "[";
  for (int i = 0; i < 5000; ++i) body += "{\"token\":\"canary-" + std::to_string(i) + "\"},";
  CHECK(secrets_in(body, places).size() == 1000);
}

TEST_CASE("no body is too strange to be read") {
  for (const std::string& body :
       {std::string(), std::string("\0", 1), std::string("webhook_secret"), std::string("webhook_secret:"),
        std::string("\"webhook_secret\":"), std::string("token<"), std::string("token:<"), std::string(200'000, '['),
        std::string(100'000, '"')})
    CHECK(secrets_in(body, places).empty());
}

}  // namespace assay::test

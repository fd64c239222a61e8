// What the journal hides when an answer shows a secret in another spelling, or that of another answer.
#include "mock/deviations/deviation.h"
#include "tests/catch.h"
#include "tests/mock/admin/an_admin.h"

namespace assay::test {
using nlohmann::json;

namespace {

Response saying(int status, const std::string& text) {
  return {.status = status, .headers = {{"X-Echo", text}}, .body = text};
}

std::string hidden(const Controlled& controlled) {
  const json entry = controlled.get("/requests?limit=1").at("requests").at(0).at("response");
  CHECK(entry.at("headers").at(0).at(1) == entry.at("body"));
  return entry.at("body");
}

}  // namespace

TEST_CASE("the journal hides a secret that JSON escapes") {
  const Controlled controlled(load_embedded_policy(), {.deviation = [](const Handler&) -> Handler {
                                return [](const Request&) -> Outcome {
                                  return saying(200, R"({"webhook_secret":"a\"b\\c\u0041\/d"})");
                                };
                              }});
  controlled.rotate("2");
  CHECK(hidden(controlled) == R"({"webhook_secret":"[redacted]"})");
}

TEST_CASE("the journal hides the secret of an answer in each other one, however it is written") {
  const std::string secret = "whsec_Zm9vYmFyK2hlbGxv";
  for (const std::string shown :
       {"whsec_Zm9vYmFyK2hlbGxv", "Zm9vYmFyK2hlbGxv", "WHSEC_ZM9VYMFYK2HLBGXV", "whsec%5FZm9vYmFyK2hlbGxv",
        "666f6f6261722b68656c6c6f", "d2hzZWNfWm05dlltRnlLMmhsYkd4dg"}) {
    INFO(shown);
    const Controlled controlled(load_embedded_policy(), {.deviation = [=](const Handler&) -> Handler {
                                  return [=](const Request& request) -> Outcome {
                                    if (request.target != a_rotation("1").target) return saying(404, shown);
                                    return saying(200, R"({"webhook_secret":")" + secret + "\"}");
                                  };
                                }});
    controlled.rotate("1");
    controlled.rotate("9");
    CHECK(hidden(controlled) == "[redacted]");
  }
}

TEST_CASE("the journal hides a token's secret though the answer that gave it was cleared") {
  const Controlled controlled(load_embedded_policy(), {.deviation = [](Handler inner) {
                                return find_deviation("secret-in-404")->wrap(std::move(inner), {});
                              }});
  const std::string secret = json::parse(controlled.rotate("1").body).at("webhook_secret");
  CHECK(controlled.call("DELETE", "/requests").status == 204);
  REQUIRE(controlled.rotate("999").body.find(secret) != std::string::npos);
  const std::string journal = controlled.get("/requests").dump();
  CHECK(journal.find(secret) == std::string::npos);
  CHECK(journal.find("[redacted]") != std::string::npos);
}

}  // namespace assay::test

// Vendors whose 200 is written in unusual ways, all lawful: none may be blamed.
#include <algorithm>

#include "tests/catch.h"
#include "tests/end-to-end/conforming.h"

namespace assay::test {
namespace {

using nlohmann::ordered_json;

void reverse_members(ordered_json& record) {
  ordered_json reversed;
  for (auto at = record.rbegin(); at != record.rend(); ++at) reversed[at.key()] = at.value();
  record = reversed;
}

void set_body(httplib::Response& response, const std::string& body, const char* type = "application/json") {
  response.set_content(body, type);
}

}  // namespace

TEST_CASE("members in another order conform") {
  check_conforms({.record = [](ordered_json& record, int, int count) {
    if (count % 2) reverse_members(record);
  }});
}

TEST_CASE("JSON with line breaks, a charset and white space around it conforms") {
  check_conforms({.answer = [](const httplib::Request&, httplib::Response& response) {
    set_body(response, "\n\t" + ordered_json::parse(response.body).dump(4) + " \r\n", "Application/JSON;charset=UTF-8");
  }});
}

TEST_CASE("members that the document does not know conform") {
  check_conforms({.record =
                      [](ordered_json& record, int, int count) {
                        record["environment"] = {{"name", "live"}, {"request", count}};
                        record["links"] = {nullptr, 1.5e300, {{"self", "/api-tokens/1"}}};
                      },
                  .answer =
                      [](const httplib::Request&, httplib::Response& response) {
                        auto body = ordered_json::parse(response.body);
                        body["request_id"] = "req-7f3a";
                        set_body(response, body.dump());
                      }});
}

TEST_CASE("integers written as 1.0 and 3e2 conform") {
  check_conforms({.answer = [](const httplib::Request&, httplib::Response& response) {
    for (const auto& [plain, unusual] : {std::pair{"\"id\":1,", "\"id\":1.0,"},
                                         {"\"id\":2,", "\"id\":2e0,"},
                                         {"\"rate_limit\":null", "\"rate_limit\":3.0e2"}})
      if (const auto at = response.body.find(plain); at != std::string::npos)
        set_body(response, std::string(response.body).replace(at, std::string(plain).size(), unusual));
  }});
}

TEST_CASE("one instant under changing offsets, fractions and letters conforms") {
  static const std::vector<std::string> ways = {"2025-05-05T05:05:05Z", "2025-05-05t05:05:05z",
                                                "2025-05-05T07:05:05.000+02:00", "2025-05-04T19:35:05-09:30",
                                                "2025-05-05T05:05:05.000000-00:00"};
  check_conforms({.record = [](ordered_json& record, int, int count) {
    record["created_at"] = ways[static_cast<std::size_t>(count) % ways.size()];
  }});
}

TEST_CASE("a leap second and a leap day conform") {
  check_conforms({.record = [](ordered_json& record, int, int) {
    record["created_at"] = "2016-12-31T23:59:60Z";
    record["last_used_at"] = "2024-02-29T12:00:00Z";
  }});
}

TEST_CASE("a last use that moves with every call conforms") {
  check_conforms({.record = [](ordered_json& record, int id, int count) {
    record["last_used_at"] = "2026-01-0" + std::to_string(id) + "T00:00:" + std::to_string(10 + count % 50) + "." +
                             std::to_string(count / 50) + "Z";
    if (count % 50 == 0) record["last_used_at"] = nullptr;
    if (count >= 50) record["last_used_at"] = "2026-02-01T00:00:00." + std::to_string(1000 + count) + "Z";
  }});
}

TEST_CASE("scopes and addresses in another order each time conform") {
  check_conforms({.record = [](ordered_json& record, int, int count) {
    std::vector<std::string> scopes = {"orders:read", "orders:write", "reports:read"};
    std::vector<std::string> addresses = {"203.0.113.0/24", "2001:db8::/32"};
    std::rotate(scopes.begin(), scopes.begin() + count % 3, scopes.end());
    std::rotate(addresses.begin(), addresses.begin() + count % 2, addresses.end());
    record["scopes"] = scopes;
    record["ip_allowlist"] = addresses;
  }});
}

TEST_CASE("empty lists, long lists and large numbers conform") {
  check_conforms({.record = [](ordered_json& record, int id, int) {
    record["scopes"] = id == 1 ? std::vector<std::string>{} : std::vector<std::string>(200, "orders:read");
    record["ip_allowlist"] = ordered_json::array();
    record["rate_limit"] = 9007199254740993;
  }});
}

TEST_CASE("names in any script, escaped or not, conform") {
  check_conforms(
      {.record = [](ordered_json& record, int id,
                    int) { record["name"] = id == 1 ? "Zürich 報告 🚀 \u0000 \"quoted\" \\ /" : "שלום العربية"; },
       .answer =
           [](const httplib::Request&, httplib::Response& response) {
             const auto body = ordered_json::parse(response.body);
             set_body(response, body.dump(-1, ' ', response.body.size() % 2 == 0));
           }});
}

TEST_CASE("an empty name, and one that is a number, conform") {
  check_conforms({.record = [](ordered_json& record, int id, int) { record["name"] = id == 1 ? "" : "2"; }});
}

TEST_CASE("a token that is masked with stars conforms") {
  check_conforms({.record = [](ordered_json& record, int, int) { record["token"] = "sl_live_****************beef"; }});
}

TEST_CASE("a token that is masked with dots or an ellipsis conforms") {
  check_conforms({.record = [](ordered_json& record, int id, int) {
    record["token"] = id == 1 ? "sl_live_••••••••beef" : "sl_live_…beef";
  }});
}

TEST_CASE("an empty token conforms") {
  check_conforms({.record = [](ordered_json& record, int, int) { record["token"] = ""; }});
}

TEST_CASE("a token that is shown in full once and masked later conforms") {
  check_conforms({.record = [](ordered_json& record, int, int count) {
    if (count > 1) record["token"] = "sl_live_***beef";
  }});
}

TEST_CASE("members that may be absent, and are, conform") {
  check_conforms({.record = [](ordered_json& record, int, int) {
    record.erase("webhook_url");
    record.erase("webhook_enabled");
  }});
}

TEST_CASE("a webhook that is not there, and one whose URL is empty, conform") {
  check_conforms({.record = [](ordered_json& record, int id, int) {
    record["webhook_url"] = id == 1 ? ordered_json(nullptr) : ordered_json("");
    record["webhook_enabled"] = false;
  }});
}

}  // namespace assay::test

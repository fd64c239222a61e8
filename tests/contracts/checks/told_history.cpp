#include "tests/contracts/checks/told_history.h"

#include <algorithm>
#include <cstdint>
#include <random>

namespace assay::test {

using nlohmann::json;

Exchange asked(const std::string& id, Outcome outcome) {
  return {.request = {.method = "POST", .target = "/api-tokens/" + id + "/webhook/rotate-secret"},
          .outcome = std::move(outcome)};
}

Response answer(int status, const std::string& body, Headers headers) {
  return {.status = status, .headers = std::move(headers), .body = body};
}

std::string secret_number(int number) {
  static const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::minstd_rand random(static_cast<unsigned>(number) * 7919 + 17);
  std::string secret = "whsec_";
  for (int k = 0; k < 43; ++k) secret += letters[(random() >> 8) % letters.size()];
  return secret;
}

Response rotated(const std::string& id, int number, const json& members) {
  json record = {{"id", json::parse(id)},
                 {"name", "Order router"},
                 {"token_prefix", "slate_test_"},
                 {"token_last4", "9f3c"},
                 {"scopes", {"orders:read"}},
                 {"ip_allowlist", nullptr},
                 {"rate_limit", 300},
                 {"expires_at", nullptr},
                 {"status", "active"},
                 {"created_by", "ada@example.com"},
                 {"created_at", "2024-03-01T09:30:00Z"},
                 {"last_used_at", nullptr},
                 {"webhook_url", "https://example.com/hook"},
                 {"webhook_enabled", true},
                 {"token", "slate_test_1a1b2c3d4e5f60718293a4b5c6d79f3c"},
                 {"webhook_secret", secret_number(number)}};
  if (members.is_object()) record.update(members);
  for (const auto& [name, value] : members.items())
    if (value == "left out") record.erase(name);
  return answer(200, record.dump(), {{"Content-Type", json_type}, {"Cache-Control", "no-store"}});
}

Exchange with_header(Exchange exchange, const std::string& name, const std::string& value) {
  exchange.request.headers.push_back({name, value});
  return exchange;
}

Exchange during(Exchange exchange, double sent_ms, double done_ms) {
  exchange.sent = std::chrono::nanoseconds(static_cast<std::int64_t>(sent_ms * 1e6));
  exchange.done = std::chrono::nanoseconds(static_cast<std::int64_t>(done_ms * 1e6));
  return exchange;
}

Verdict verdict_on(const std::string& clause, std::vector<Exchange> exchanges, History history) {
  static const Contract contract = load_embedded_contract();
  RunTime before{0};
  for (Exchange& exchange : exchanges) {
    if (exchange.done == RunTime{0}) {
      exchange.sent = before;
      exchange.done = before + std::chrono::milliseconds(1);
    }
    before = exchange.done;
  }
  std::stable_sort(exchanges.begin(), exchanges.end(),
                   [](const Exchange& a, const Exchange& b) { return a.sent < b.sent; });
  history.exchanges = std::move(exchanges);
  const auto verdicts = judge(contract, history, {.may_rotate = true, .tokens = 2, .has_credentials = true});
  return *std::find_if(verdicts.begin(), verdicts.end(), [&](const Verdict& v) { return v.check->id == clause; });
}

std::string blame(const std::string& clause, const std::vector<Exchange>& exchanges) {
  std::string text;
  for (const auto& finding : verdict_on(clause, exchanges).evidence.findings)
    text += finding.message + " " + finding.actual + "\n";
  return text;
}

}  // namespace assay::test

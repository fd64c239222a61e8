#include "contracts/scenarios/all.h"

namespace assay {
namespace {

struct Oddity {
  std::string query{};
  Headers headers{};
  std::string body{};
};

std::vector<Oddity> oddities() {
  const Header json{"Content-Type", "application/json"};
  return {
      {.headers = {json}, .body = "{}"},
      {.headers = {json},
       .body =
           R"({"id":2,"name":"renamed","rate_limit":1,"status":"revoked","webhook_url":"https://example.com/taken"})"},
      {.headers = {json}, .body = R"({"webhook_secret":"chosen-by-the-client-0123456789"})"},
      {.headers = {json}, .body = "{\"cut"},
      {.headers = {{"Content-Type", "text/plain"}}, .body = "hello"},
      {.headers = {{"Content-Type", "application/x-www-form-urlencoded"}}, .body = "webhook_secret=chosen"},
      {.headers = {{"Content-Type", "application/octet-stream"}}, .body = std::string(8192, '\xFF')},
      {.query = "?token_id=2&webhook_secret=chosen"},
      {.headers = {{"Accept", "text/html"}}},
      {.headers = {{"Accept-Encoding", "identity"}, {"If-None-Match", "*"}}},
  };
}

Plan plan(const Contract& contract, const Pool& pool, const Budget&) {
  Plan plan{.scenario = "odd-requests"};
  if (pool.rotatable.empty()) return plan;
  for (const auto& oddity : oddities()) {
    Request request = rotation(contract, pool.rotatable.front(), pool.headers);
    request.target += oddity.query;
    request.headers.insert(request.headers.end(), oddity.headers.begin(), oddity.headers.end());
    request.body = oddity.body;
    plan.rounds.push_back({std::move(request)});
  }
  plan.rounds.push_back({rotation(contract, pool.rotatable.front(), pool.headers)});
  plan.rounds.push_back({rotation(contract, "abc", pool.headers)});  // refused, with secrets behind it to give away
  return plan;
}

}  // namespace

Scenario odd_requests() {
  return {.id = "odd-requests",
          .summary =
              "Rotates with bodies, queries, media types and conditions that the operation has no use for, then asks "
              "for an id that is none.",
          .serves = {"server", "shape", "state", "secret/fresh", "secrecy"},
          .rotates = Scenario::Rotates::yes,
          .plan = plan};
}

}  // namespace assay

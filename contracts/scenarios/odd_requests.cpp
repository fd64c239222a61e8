#include "contracts/scenarios/all.h"

namespace assay {
namespace {

struct Oddity {
  std::string query{};
  Headers headers{};
  std::string body{};
};

// What a server that merges bodies and queries, or assigns their members, makes of these does no harm: the id is the
// one that is asked for, no member that a token has is among them but the secret, which the rotation replaces, and that
// is one that nobody can guess.
std::vector<Oddity> oddities(const std::string& id, const std::string& secret) {
  const Header json{"Content-Type", "application/json"};
  return {
      {.headers = {json}, .body = "{}"},
      {.headers = {json}, .body = R"({"id":)" + id + R"(,"token_id":)" + id + R"(,"assay_unknown_member":"xyz"})"},
      {.headers = {json}, .body = R"({"webhook_secret":")" + secret + R"("})"},
      {.headers = {json}, .body = "{\"cut"},
      {.headers = {json}, .body = "[]"},
      {.headers = {{"Content-Type", "text/plain"}}, .body = "hello"},
      {.headers = {{"Content-Type", "application/x-www-form-urlencoded"}}, .body = "webhook_secret=" + secret},
      {.headers = {{"Content-Type", "application/octet-stream"}}, .body = std::string(8192, '\xFF')},
      {.query = "?token_id=" + id + "&assay_unknown_parameter=xyz"},
      {.headers = {{"Accept", "text/html"}}},
      {.headers = {{"Accept-Encoding", "identity"}, {"If-None-Match", "*"}}},
  };
}

Plan plan(const Contract& contract, const Pool& pool, const Budget&) {
  Plan plan{.scenario = "odd-requests"};
  if (pool.rotatable.empty()) return plan;
  const std::string& id = pool.rotatable.front();
  for (const auto& oddity : oddities(id, pool.chosen_secret)) {
    Request request = rotation(contract, id, pool.headers);
    request.target += oddity.query;
    request.headers.insert(request.headers.end(), oddity.headers.begin(), oddity.headers.end());
    request.body = oddity.body;
    plan.rounds.push_back({std::move(request)});
  }
  plan.rounds.push_back({rotation(contract, id, pool.headers)});
  plan.rounds.push_back({rotation(contract, no_id, pool.headers)});  // refused, with secrets behind it to give away
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

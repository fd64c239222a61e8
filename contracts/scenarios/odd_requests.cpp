#include "contracts/identity_parts.h"
#include "contracts/judge/asked_id.h"
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
std::vector<Oddity> oddities(const Contract& contract, const std::string& id, const std::string& secret) {
  const Header json{"Content-Type", "application/json"};
  const std::string parameter = contract.policy.rotation().by.empty() ? "id" : contract.policy.rotation().by.back();
  const std::string member = contract.policy.rotation().rotates.front().substr(1);
  const std::string last(shown_part(id));
  const std::string value = is_integer_identity(contract.operation()) ? last : '"' + last + '"';
  // A parameter of the query that is there already would name the id twice.
  const bool is_asked = stands_elsewhere(contract.operation().identity);
  const Oddity query{.query = (is_asked ? "" : parameter + "=" + last + "&") + "assay_unknown_parameter=xyz"};
  const std::vector<Oddity> without_body = {query,
                                            {.headers = {{"Accept", "text/html"}}},
                                            {.headers = {{"Accept-Encoding", "identity"}, {"If-None-Match", "*"}}}};
  if (contract.operation().takes_body) return without_body;  // what its members do, only the document knows
  return {
      {.headers = {json}, .body = "{}"},
      {.headers = {json},
       .body = R"({"id":)" + value + R"(,")" + parameter + R"(":)" + value + R"(,"assay_unknown_member":"xyz"})"},
      {.headers = {json}, .body = R"({")" + member + R"(":")" + secret + R"("})"},
      {.headers = {json}, .body = "{\"cut"},
      {.headers = {json}, .body = "[]"},
      {.headers = {{"Content-Type", "text/plain"}}, .body = "hello"},
      {.headers = {{"Content-Type", "application/x-www-form-urlencoded"}}, .body = member + "=" + secret},
      {.headers = {{"Content-Type", "application/octet-stream"}}, .body = std::string(8192, '\xFF')},
      without_body[0],
      without_body[1],
      without_body[2],
  };
}

Plan plan(const Contract& contract, const Pool& pool, const Budget&) {
  Plan plan{.scenario = "odd-requests"};
  if (pool.rotatable.empty()) return plan;
  const std::string& id = pool.rotatable.front();
  for (const auto& oddity : oddities(contract, id, pool.chosen_secret)) {
    Request request = rotation(contract, id, pool.headers);
    add_query(request, oddity.query);
    request.headers.insert(request.headers.end(), oddity.headers.begin(), oddity.headers.end());
    if (!oddity.body.empty()) request.body = oddity.body;
    plan.rounds.push_back({std::move(request)});
  }
  plan.rounds.push_back({rotation(contract, id, pool.headers)});
  // Refused, with secrets behind it to give away.
  if (const std::string harmless = harmless_identity(contract.operation()); !harmless.empty())
    plan.rounds.push_back({rotation(contract, harmless, pool.headers)});
  if (contract.reading()) plan.rounds.push_back({reading(contract, id, pool.headers)});  // what the refusal left
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

#include <algorithm>
#include <array>

#include "contracts/identity_parts.h"
#include "contracts/judge/asked_id.h"
#include "contracts/scenarios/all.h"
#include "contracts/words.h"

namespace assay {
namespace {

// A server that rotates for a GET must do so for no token but one that may be rotated: without one the id is none at
// all.
std::string id_of(const Contract& contract, const Pool& pool, const Budget& budget) {
  return may_spend(pool, budget, 11) ? pool.rotatable.front() : harmless_identity(contract.operation());
}

// Whether the path ends in an action, as "/rotate-secret" does, that a DELETE finds nothing behind: where it ends in the
// name of a thing, as "/secret", an undocumented DELETE may delete that.
bool ends_in_action(const std::string& path) {
  const std::string last = letters_of(path.substr(path.rfind('/') + 1));
  constexpr std::array<std::string_view, 9> verbs = {"rotat", "roll",   "regenerat", "generat", "renew",
                                                     "reset", "expire", "replace",   "refresh"};
  return std::any_of(verbs.begin(), verbs.end(),
                     [&](std::string_view verb) { return last.find(verb) != std::string::npos; });
}

Plan plan(const Contract& contract, const Pool& pool, const Budget& budget) {
  Plan plan{.scenario = "wrong-methods"};
  const std::string id = id_of(contract, pool, budget), harmless_id = harmless_identity(contract.operation());
  if (id.empty()) return plan;
  Request request = rotation(contract, id, pool.headers);
  const std::string own = request.method;
  // Where the path is the resource's own, a DELETE deletes it and a PUT replaces it: that is no consent to rotate.
  // A path that does not hold the id may be that of all of them.
  const bool is_resource = contract.operation().path.ends_with('}') || stands_elsewhere(contract.operation().identity);
  for (const std::string_view method : usual_methods) {
    const bool is_safe = method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "TRACE";
    const bool deletes = method == "DELETE" && !ends_in_action(contract.operation().path);
    const bool spares = (is_resource && !is_safe) || deletes;
    Request other = spares ? rotation(contract, harmless_id, pool.headers) : request;
    other.method = method;
    if (method != own && !(spares && harmless_id.empty())) plan.rounds.push_back({std::move(other)});
  }
  request.method = "GET";
  for (const char* name : {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"}) {
    Request overriding = request;
    overriding.headers.push_back({name, own});
    plan.rounds.push_back({overriding});
  }
  add_query(request, "_method=" + own);
  plan.rounds.push_back({request});
  return plan;
}

}  // namespace

Scenario wrong_methods() {
  return {
      .id = "wrong-methods",
      .summary =
          "Tries every method that the document does not list there, and asks a GET to count as the operation's own.",
      .serves = {"method", "server/no-5xx", "server/always-answers", "secrecy", "state/refusal-is-inert"},
      .plan = plan};
}

}  // namespace assay

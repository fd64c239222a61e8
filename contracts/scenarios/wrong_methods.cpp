#include "contracts/scenarios/all.h"

namespace assay {
namespace {

// Without a token that may be rotated the id is none at all: a server that rotates for a GET must not do so here.
std::string id_of(const Pool& pool) { return pool.rotatable.empty() ? "abc" : pool.rotatable.front(); }

Plan plan(const Contract& contract, const Pool& pool, const Budget&) {
  Plan plan{.scenario = "wrong-methods"};
  Request request = rotation(contract, id_of(pool), pool.headers);
  for (const char* method : {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}) {
    request.method = method;
    plan.rounds.push_back({request});
  }
  request.method = "GET";
  for (const char* name : {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"}) {
    Request overriding = request;
    overriding.headers.push_back({name, "POST"});
    plan.rounds.push_back({overriding});
  }
  request.target += "?_method=POST";
  plan.rounds.push_back({request});
  return plan;
}

}  // namespace

Scenario wrong_methods() {
  return {.id = "wrong-methods",
          .summary = "Tries every other method, and asks a GET to count as a POST.",
          .serves = {"method", "server/no-5xx", "server/always-answers", "secrecy", "state/refusal-is-inert"},
          .plan = plan};
}

}  // namespace assay

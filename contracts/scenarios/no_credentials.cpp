#include "contracts/scenarios/all.h"

namespace assay {
namespace {

bool has_authorization(const Pool& pool) { return find_header(pool.headers, "Authorization").has_value(); }

Plan plan(const Contract& contract, const Pool& pool, const Budget&) {
  Plan plan{.scenario = "no-credentials"};
  if (pool.rotatable.empty() || !has_authorization(pool)) return plan;
  const std::string& id = pool.rotatable.front();
  const Headers without = without_authorization(pool.headers);
  plan.rounds.push_back({rotation(contract, id, without)});
  for (const char* wrong : {"Bearer wrong", "Bearer", "Basic d3Jvbmc6d3Jvbmc="}) {
    Headers headers = without;
    headers.push_back({"Authorization", wrong});
    plan.rounds.push_back({rotation(contract, id, headers)});
  }
  return plan;
}

}  // namespace

Scenario no_credentials() {
  return {.id = "no-credentials",
          .summary = "Leaves the credentials out that the run was given, and gives wrong ones.",
          .serves = {"auth"},
          .rotates = Scenario::Rotates::yes,
          .plan = plan};
}

}  // namespace assay

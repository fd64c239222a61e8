// Integers that no server has issued. Each is chosen so that a server that gets it wrong by truncating, wrapping,
// negating or rounding hits a token that may be rotated, and no other.
#include "contracts/judge/asked_id.h"
#include "contracts/judge/decimal.h"
#include "contracts/scenarios/all.h"

namespace assay {
namespace {

bool is_small(const std::string& id) { return !id.empty() && id.front() != '-' && id.size() < two_62.size(); }

Plan edges(const Contract& contract, const Pool& pool) {
  Plan plan{.scenario = "numeric-edges"};
  if (!is_integer_identity(contract.operation())) return plan;
  for (const auto& id : pool.rotatable) {
    if (!is_small(id)) continue;
    for (const auto& edge : {add_decimal(two_62, id), add_decimal(two_64, id), add_decimal(beyond_64_bits, id),
                             "-" + id, "-" + subtract_decimal(two_64, id)})
      plan.rounds.push_back({rotation(contract, edge, pool.headers)});
    if (plan.rounds.size() >= 10) break;
  }
  return plan;
}

Plan radix(const Contract& contract, const Pool& pool, Plan plan) {
  if (pool.rotatable.empty() || !is_integer_identity(contract.operation()) || !is_small(pool.rotatable.front()))
    return plan;
  const std::string& id = pool.rotatable.front();
  const bool one_digit = id.size() == 1;   // the same number in every base above it
  for (const auto& prefix : {"0x", "0o"})  // "0b1" is 177 to a reader of base sixteen
    if (one_digit) plan.rounds.push_back({rotation(contract, prefix + id, pool.headers)});
  return plan;
}

// Nobody's, twice, and of several parts: one of a resource that may be rotated with nobody's others, which a server
// that looks at that part alone takes for it.
Plan unknown_texts(const Contract& contract, const Pool& pool, Plan plan) {
  const std::string harmless = unknown_identity(contract.operation());
  if (harmless.empty()) return plan;  // each id may be somebody's
  for (int times = 0; times < 2; ++times) plan.rounds.push_back({rotation(contract, harmless, pool.headers)});
  const std::string& id = pool.rotatable.front();
  const auto in_id = id.rfind(','), in_harmless = harmless.rfind(',');
  if (in_id == std::string::npos) return plan;
  plan.rounds.push_back({rotation(contract, id.substr(0, in_id) + harmless.substr(in_harmless), pool.headers)});
  plan.rounds.push_back({rotation(contract, harmless.substr(0, in_harmless) + id.substr(in_id), pool.headers)});
  return plan;
}

Plan unknown(const Contract& contract, const Pool& pool) {
  Plan plan{.scenario = "unknown-ids"};
  if (pool.rotatable.empty()) return plan;
  if (!is_integer_identity(contract.operation())) return unknown_texts(contract, pool, std::move(plan));
  const std::string nines(400, '9');
  for (const auto& id : {beyond_64_bits, "-" + beyond_64_bits, nines, nines})
    plan.rounds.push_back({rotation(contract, id, pool.headers)});
  return plan;
}

}  // namespace

Scenario numeric_edges() {
  return {
      .id = "numeric-edges",
      .summary =
          "Asks for ids that overflow, wrap, negate, round or change base into the id of a token that may be rotated.",
      .serves = {"id/exact", "id/unknown-refused", "state/echo", "server/no-5xx", "server/always-answers"},
      .rotates = Scenario::Rotates::yes,
      .plan = [](const Contract& contract, const Pool& pool, const Budget&) {
        return radix(contract, pool, edges(contract, pool));
      }};
}

Scenario unknown_ids() {
  return {
      .id = "unknown-ids",
      .summary = "Asks for integers that no server has issued, one of them twice.",
      .serves = {"id/unknown-refused", "server/no-5xx", "server/always-answers", "shape/status-documented", "secrecy"},
      .rotates = Scenario::Rotates::yes,
      .plan = [](const Contract& contract, const Pool& pool, const Budget&) { return unknown(contract, pool); }};
}

}  // namespace assay

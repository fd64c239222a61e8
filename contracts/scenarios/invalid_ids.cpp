#include <array>

#include "contracts/judge/asked_id.h"
#include "contracts/judge/text_id.h"
#include "contracts/scenarios/all.h"

namespace assay {
namespace {

// No reading, however careless, makes one of these the id of a token: they hold no digit of any base up to sixteen, and
// mean nothing to a reader of words ("all", "null"). The first stands twice: the same mistake must be explained the
// same way.
constexpr std::array<std::string_view, 10> always_safe = {no_id, "XYZ", "x",   "string", "-",
                                                          "+",   "x.y", "x_y", "x-y",    no_id};

// A server that reads only the digits at the front, of base ten or sixteen, or rounds, would take these for the id
// itself, so the id must be one that may be rotated. One that takes all digits for the number reads one that no server
// has issued: hence the many zeros. %20 is a space.
constexpr std::array<std::string_view, 8> around_an_id = {
    "xyz", ".25000000000000000000", "e00000000000000000000", ",x", "-", "x", "%20x", "_x"};
// Integers to some frameworks, refused by others. A leading zero may mean base eight, where only one digit stays the
// same.
constexpr std::array<std::string_view, 2> variants_before = {"+", "%20"};
constexpr std::array<std::string_view, 2> zeros_before = {"0", "00"};
constexpr std::array<std::string_view, 2> variants_after = {".00000000000000000000", "%20"};
constexpr std::size_t variants = variants_before.size() + zeros_before.size() + variants_after.size();

bool same_in_base_eight(const std::string& id) { return id.size() == 1 && id < "8"; }

// Texts that hold nobody's word: no UUID, and of no pattern that ids of servers have. The first stands twice.
constexpr std::array<std::string_view, 6> behind_nobody = {"", "-", ".", "_", "~", ""};

// Only where each value may be rotated, or is nobody's by the user's word: a careless server takes a text for one.
Plan plan_of_few_values(const Contract& contract, const Pool& pool, const Budget& budget) {
  Plan plan{.scenario = "invalid-ids"};
  std::vector<std::string> may_be = pool.rotatable;
  if (!may_be.empty()) may_be.insert(may_be.end(), pool.unknown.begin(), pool.unknown.end());
  const std::vector<std::string> ids = invalid_identities(contract.operation(), may_be);
  if (!may_spend(pool, budget, ids.size())) return plan;
  for (const std::string& id : ids) plan.rounds.push_back({rotation(contract, id, pool.headers)});
  return plan;
}

// Each in the place of the last part of the identity, the other parts being nobody's too; then around an id that may be
// rotated, which a server that cuts off what it does not read takes it for.
Plan plan_of_texts(const Contract& contract, const Pool& pool, const Budget& budget) {
  Plan plan{.scenario = "invalid-ids"};
  const std::string harmless = harmless_identity(contract.operation());
  if (harmless.empty()) return plan_of_few_values(contract, pool, budget);
  for (const auto joint : behind_nobody) {
    const std::string rest = joint.empty() ? "" : std::string(joint) + std::string(nobody);
    plan.rounds.push_back({rotation(contract, harmless + rest, pool.headers)});
  }
  if (!may_spend(pool, budget, 2)) return plan;
  const std::string& id = pool.rotatable.front();
  plan.rounds.push_back({rotation(contract, id + std::string(nobody), pool.headers)});
  plan.rounds.push_back({rotation(contract, id + "%20", pool.headers)});
  return plan;
}

Plan plan(const Contract& contract, const Pool& pool, const Budget& budget) {
  if (!is_integer_identity(contract.operation())) return plan_of_texts(contract, pool, budget);
  Plan plan{.scenario = "invalid-ids"};
  const auto ask = [&](const std::string& segment) {
    plan.rounds.push_back({rotation(contract, segment, pool.headers)});
  };
  for (const auto segment : always_safe) ask(std::string(segment));
  if (!may_spend(pool, budget, around_an_id.size() + variants)) return plan;
  const std::string& id = pool.rotatable.front();
  for (const auto rest : around_an_id) ask(id + std::string(rest));
  for (const auto before : variants_before) ask(std::string(before) + id);
  if (same_in_base_eight(id))
    for (const auto before : zeros_before) ask(std::string(before) + id);
  for (const auto after : variants_after) ask(id + std::string(after));
  return plan;
}

}  // namespace

Scenario invalid_ids() {
  return {
      .id = "invalid-ids",
      .summary =
          "Asks for ids that are no integers and, where rotating is allowed, for lexical variants of one that is.",
      .serves = {"invalid-id", "errors", "id/exact", "shape", "server", "secrecy", "state/refusal-is-inert", "limit"},
      .plan = plan};
}

}  // namespace assay

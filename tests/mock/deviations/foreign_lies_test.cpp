// Lies about other APIs than Slate's, told by servers that share no code with the mock.
#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <thread>

#include "contracts/judge/judge.h"
#include "contracts/scenarios/scenario.h"
#include "mock/deviations/deviation.h"
#include "tests/catch.h"
#include "tests/mock/deviations/foreign_server.h"

namespace assay::test {
namespace {

struct Told {
  std::set<std::string> red{};
  std::set<std::string> unsettled{};
};

void pause_a_while() { std::this_thread::sleep_for(std::chrono::milliseconds(2)); }

Told told_of(const std::string& vendor, const Contract& contract, const Deviation* lie) {
  Handler handler = foreign_server(vendor);
  const std::vector<std::string> known = foreign_identities(vendor);
  if (lie) handler = lie->wrap(handler, {.seed = 1, .pause = pause_a_while, .known = known});
  const Pool pool{.rotatable = known, .headers = {{"Authorization", "Bearer good"}}};
  const History history = execute(plan_scenarios(contract, pool, {.seed = 1}), handler, Limits{});
  Told told;
  for (const Verdict& verdict : judge(contract, history, {.may_rotate = true, .tokens = 2, .has_credentials = true})) {
    if (verdict.kind == VerdictKind::fail || verdict.kind == VerdictKind::warn) told.red.insert(verdict.check->id);
    if (verdict.kind == VerdictKind::untested || verdict.kind == VerdictKind::error)
      told.unsettled.insert(verdict.check->id);
  }
  return told;
}

// Why no lie breaks a clause; empty: one must.
std::string exempt(const Check& check) {
  if (check.level == Level::info) return "it records what is";
  if (check.kind == "secrecy/tls") return "a server in this process has no network";
  return "";
}

}  // namespace

TEST_CASE("an honest server of another API is blamed by no clause, and leaves none untested") {
  for (const std::string& vendor : foreign_vendors()) {
    INFO(vendor);
    const Told told = told_of(vendor, foreign_contract(vendor), nullptr);
    CHECK(told.red == std::set<std::string>{});
    CHECK(told.unsettled == std::set<std::string>{});
  }
}

TEST_CASE("each clause of another API has a lie that turns it red, or a reason why none does") {
  for (const std::string& vendor : foreign_vendors()) {
    const Contract contract = foreign_contract(vendor);
    const Catalogue clauses = catalogue_of(contract);
    std::map<std::string, std::size_t> red_for;
    std::set<std::string> ids;
    for (const Deviation& lie : deviations_of(contract)) {
      INFO(vendor << ' ' << lie.id << " breaks " << lie.breaks);
      CHECK(ids.insert(lie.id).second);
      CHECK(lie.summary.ends_with('.'));
      const auto is_broken = [&](const auto& check) { return check->id == lie.breaks; };
      if (std::none_of(clauses.begin(), clauses.end(), is_broken)) continue;  // a law that the document does not give
      const Told told = told_of(vendor, contract, &lie);
      CHECK(told.red.contains(lie.breaks));
      red_for[lie.breaks] += told.red.contains(lie.breaks) ? 1 : 0;
    }
    for (const auto& check : clauses) {
      INFO(vendor << ' ' << check->id);
      CHECK((red_for[check->id] > 0) == exempt(*check).empty());
    }
  }
}

}  // namespace assay::test

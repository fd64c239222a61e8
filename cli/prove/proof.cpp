#include "cli/prove/proof.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>

#include "cli/mock/own_mock.h"
#include "cli/prove/turns.h"
#include "contracts/judge/judge.h"
#include "contracts/plan/plan.h"
#include "contracts/scenarios/scenario.h"

namespace assay {
namespace {

const std::string credential = "for-assay-prove-only";

Trial try_one(const Contract& contract, const Deviation* deviation, std::uint64_t seed) {
  std::unique_ptr<Turns> turns;
  const OwnMock mock =
      make_own_mock(contract, "", seed, deviation ? deviation->id : "", {.pause = [&turns] { turns->pause(); }});
  const Pool pool{.rotatable = mock.rotatable, .headers = {{"Authorization", "Bearer " + credential}}};
  const std::vector<Plan> plans = plan_scenarios(contract, pool, {.seed = seed});
  turns = std::make_unique<Turns>(plans);
  History history;
  history.stopped_early = execute(plans, turns->around(mock.handler), Limits{}, history,
                                  [&turns](const History&, std::size_t) { turns->next_round(); });
  const Conditions conditions{.may_rotate = true, .tokens = pool.rotatable.size(), .has_credentials = true};
  Trial trial{.deviation = deviation};
  for (const auto& verdict : judge(contract, history, conditions)) {
    const auto kind = verdict.kind;
    if (kind == VerdictKind::fail || kind == VerdictKind::warn) trial.red.push_back(verdict.check);
    if (kind == VerdictKind::untested || kind == VerdictKind::inconclusive || kind == VerdictKind::error)
      trial.unsettled.push_back(verdict.check);
  }
  return trial;
}

std::string list(const Catalogue& checks) {
  std::string text;
  for (const auto& check : checks) text += (text.empty() ? "" : ", ") + check->id;
  return text;
}

}  // namespace

const Catalogue& proved_catalogue() {
  static const Catalogue catalogue = catalogue_of(load_embedded_contract());
  return catalogue;
}

bool Trial::turns_red(std::string_view clause) const {
  return std::any_of(red.begin(), red.end(), [&](const auto& check) { return check->id == clause; });
}

std::vector<Trial> try_all(const std::vector<const Deviation*>& subjects, std::uint64_t seed) {
  Contract contract = load_embedded_contract();
  contract.policy.bearer = credential;
  std::vector<Trial> trials(subjects.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t k = next++; k < subjects.size(); k = next++) trials[k] = try_one(contract, subjects[k], seed);
  };
  std::vector<std::jthread> workers;
  for (unsigned k = 1; k < std::thread::hardware_concurrency(); ++k) workers.emplace_back(work);
  work();
  workers.clear();  // joins
  return trials;
}

std::string exempt(const Check& check) {
  if (check.level == Level::info) return "it records what is, and nothing breaks it";
  if (check.id == "secrecy/tls")
    return "a mock on this machine cannot break it; fixtures/histories/secrecy/tls/fail.json does";
  return "";
}

std::vector<std::string> doubts(const std::vector<Trial>& trials) {
  std::vector<std::string> found;
  for (const auto& trial : trials) {
    if (!trial.deviation) {
      if (!trial.red.empty()) found.push_back("the mock that keeps its contract is blamed by " + list(trial.red));
      if (!trial.unsettled.empty())
        found.push_back("against the mock that keeps its contract nothing is said of " + list(trial.unsettled));
    } else if (trial.red.empty()) {
      found.push_back(trial.deviation->id + " goes unnoticed");
    } else if (!trial.turns_red(trial.deviation->breaks)) {
      found.push_back(trial.deviation->id + " is not caught by " + trial.deviation->breaks +
                      ", which it breaks, but by " + list(trial.red));
    }
  }
  return found;
}

std::vector<std::string> doubts_of_catalogue(const std::vector<Trial>& trials) {
  std::vector<std::string> found;
  for (const auto& check : proved_catalogue()) {
    const bool red = std::any_of(trials.begin(), trials.end(), [&](const Trial& t) { return t.turns_red(check->id); });
    if (!red && exempt(*check).empty()) found.push_back(check->id + " is red for no deviation");
    if (red && !exempt(*check).empty()) found.push_back(check->id + " is exempt, and red all the same");
  }
  return found;
}

}  // namespace assay

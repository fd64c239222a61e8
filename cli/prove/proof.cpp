#include "cli/prove/proof.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <thread>

#include "cli/check/delivery_sink.h"
#include "cli/mock/own_mock.h"
#include "cli/prove/turns.h"
#include "contracts/judge/judge.h"
#include "contracts/plan/plan.h"
#include "contracts/policy/slate.h"
#include "contracts/scenarios/scenario.h"
#include "contracts/trigger.h"

namespace assay {
namespace {

const std::string credential = "for-assay-prove-only";

// Of another API than Slate's the times that a rotation moves are held against the machine's clock, and of each the
// timestamps of deliveries.
std::optional<ClockSetting> clock_of(const Contract& contract) {
  const bool is_judged = !is_of_slate(contract.policy) || contract.deliveries == Contract::Deliveries::heard;
  return is_judged ? std::optional(ClockSetting{}) : std::nullopt;
}

Trial try_one(const Proof& proof, const Deviation* deviation, std::uint64_t seed) {
  std::unique_ptr<Turns> turns;
  // A server that lies in its answers is heard without its deliveries, which tell nothing of that.
  const bool is_heard = deviation == nullptr || deviation->delivers;
  const Contract& contract = is_heard ? proof.heard : proof.contract;
  DeliverySink sink(std::chrono::seconds(0));
  Surroundings surroundings{.clock = clock_of(contract), .pause = [&turns] { turns->pause(); }};
  if (contract.deliveries == Contract::Deliveries::heard) surroundings.deliveries = deliveries_to(sink);
  const OwnMock mock =
      make_own_mock(contract, "", seed, deviation ? std::optional(*deviation) : std::nullopt, surroundings);
  const Pool pool{
      .rotatable = mock.rotatable, .unknown = mock.absent, .headers = {{"Authorization", "Bearer " + credential}}};
  const std::vector<Plan> plans = plan_scenarios(contract, pool, {.seed = seed});
  turns = std::make_unique<Turns>(plans);
  History history;
  history.unknown_ids = pool.unknown;
  history.deliveries = History::Sent::in_turn;
  Handler handler = turns->around(mock.handler);
  if (surroundings.deliveries) handler = sink.around(std::move(handler), contract, history.deliveries);
  history.stopped_early =
      execute(plans, handler, Limits{}, history, [&turns](const History&, std::size_t) { turns->next_round(); });
  history.arrivals = sink.heard(history.zero);
  const Conditions conditions{.may_rotate = true, .tokens = pool.rotatable.size(), .has_credentials = true};
  Trial trial{.deviation = deviation};
  for (const auto& verdict : judge(contract, history, conditions)) {
    const auto kind = verdict.kind;
    if (kind == VerdictKind::fail || kind == VerdictKind::warn) {
      trial.red.push_back(verdict.check);
      trial.messages.push_back(verdict.evidence.findings.empty() ? "" : verdict.evidence.findings.front().message);
    }
    if (kind == VerdictKind::untested || kind == VerdictKind::inconclusive || kind == VerdictKind::error) {
      trial.unsettled.push_back(verdict.check);
      trial.reasons.push_back(verdict.reason);
    }
  }
  return trial;
}

std::string list(const Catalogue& checks) {
  std::string text;
  for (const auto& check : checks) text += (text.empty() ? "" : ", ") + check->id;
  return text;
}

bool is_red(const std::vector<Trial>& trials, const Check& check) {
  return std::any_of(trials.begin(), trials.end(),
                     [&](const Trial& trial) { return trial.deviation && trial.turns_red(check.id); });
}

bool names(const Catalogue& clauses, const std::string& id) {
  return std::any_of(clauses.begin(), clauses.end(), [&](const auto& check) { return check->id == id; });
}

// Why the mock that keeps its contract leaves the clause untested; empty: it does not.
std::string why_untested(const std::vector<Trial>& trials, const Check& check) {
  for (const Trial& trial : trials)
    for (std::size_t k = 0; !trial.deviation && k < trial.unsettled.size(); ++k)
      if (trial.unsettled[k]->id == check.id) return "the run shows nothing of it: " + trial.reasons[k];
  return "";
}

// Why no lie is told about a clause, or why those that are told do not show.
std::string reason_for(const Check& check, const std::string& lies, const std::string& untested) {
  if (const std::string why = exempt(check); !why.empty()) return why;
  if (!untested.empty()) return untested;
  if (!lies.empty()) return "none of its lies is noticed: " + lies;
  if (check.kind.starts_with("shape/schema-")) return "the document's schema takes every body";
  if (check.kind == "secret/not-embedded") return "a record shows nothing that is long enough to be told in a secret";
  return "this document and policy have no place where a lie could break it";
}

}  // namespace

Proof::Proof(Contract of) : contract(std::move(of)) {
  contract.policy.bearer = credential;
  heard = contract;
  // Whether another API signs deliveries with the secret, its policy says.
  if (is_slate() || !contract.policy.deliveries.trigger.empty()) hear_own_mock(heard);
  clauses = catalogue_of(heard);
  lies = deviations_of(contract);
  if (heard.deliveries == Contract::Deliveries::heard)
    std::ranges::move(delivery_deviations_of(heard), std::back_inserter(lies));
  std::erase_if(lies, [&](const Deviation& lie) { return !names(clauses, lie.breaks); });
}

bool Trial::turns_red(std::string_view clause) const {
  return std::any_of(red.begin(), red.end(), [&](const auto& check) { return check->id == clause; });
}

std::vector<Trial> try_all(const Proof& proof, const std::vector<const Deviation*>& subjects, std::uint64_t seed) {
  std::vector<Trial> trials(subjects.size());
  std::vector<std::exception_ptr> thrown(subjects.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t k = next++; k < subjects.size(); k = next++) try {
        trials[k] = try_one(proof, subjects[k], seed);
      } catch (...) {
        thrown[k] = std::current_exception();
      }
  };
  std::vector<std::jthread> workers;
  for (unsigned k = 1; k < std::thread::hardware_concurrency(); ++k) workers.emplace_back(work);
  work();
  workers.clear();  // joins
  for (const std::exception_ptr& each : thrown)
    if (each) std::rethrow_exception(each);
  return trials;
}

std::string exempt(const Check& check) {
  if (check.level == Level::info) return "it records what is, and nothing breaks it";
  if (check.kind == "secrecy/tls")
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

std::vector<std::string> doubts_of_catalogue(const Proof& proof, const std::vector<Trial>& trials) {
  std::vector<std::string> found;
  for (const auto& check : proof.clauses) {
    const bool red = std::any_of(trials.begin(), trials.end(), [&](const Trial& t) { return t.turns_red(check->id); });
    if (!red && exempt(*check).empty()) found.push_back(check->id + " is red for no deviation");
    if (red && !exempt(*check).empty()) found.push_back(check->id + " is exempt, and red all the same");
  }
  return found;
}

std::vector<Unproven> unproven(const Proof& proof, const std::vector<Trial>& trials) {
  std::vector<Unproven> found;
  for (const auto& check : proof.clauses) {
    bool is_caught = false;
    std::string lies;
    for (const Trial& trial : trials) {
      if (!trial.deviation || trial.deviation->breaks != check->id) continue;
      is_caught = is_caught || trial.turns_red(check->id);
      lies += (lies.empty() ? "" : ", ") + trial.deviation->id;
    }
    if (is_caught || (lies.empty() && is_red(trials, *check))) continue;
    const std::string untested = why_untested(trials, *check);
    found.push_back({.clause = check->id,
                     .reason = reason_for(*check, lies, untested),
                     .has = lies.empty() || !untested.empty() ? Unproven::Has::no_lie : Unproven::Has::lies});
  }
  return found;
}

std::vector<std::string> contradictions(const std::vector<Trial>& trials) {
  std::vector<std::string> found;
  for (const Trial& trial : trials)
    for (std::size_t k = 0; !trial.deviation && k < trial.red.size(); ++k)
      found.push_back(trial.red[k]->id + ": " + trial.messages[k]);
  return found;
}

}  // namespace assay

#include "cli/check/sending.h"

#include <algorithm>
#include <cstdint>

#include "contracts/judge/asked_id.h"
#include "contracts/judge/record_watch.h"

namespace assay {
namespace {

constexpr std::size_t cases_for_a_mock = 10;
constexpr std::size_t usual_rotations = 250;
constexpr std::size_t more_for_a_mock = 2000;  // of explore

// How many requests that could rotate may still go out, but for those that are kept back.
std::size_t left_of(std::size_t budget, const Contract& contract, const History& said, std::size_t kept_back) {
  const std::size_t gone = count_rotations(contract, said) + kept_back;
  return budget - std::min(budget, gone);
}

// What is left of the budget for what comes after `said`, which took until now.
Limits rest_of(Limits limits, const History& said) {
  const auto gone =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now() - said.started);
  limits.max_requests -= std::min(limits.max_requests, said.exchanges.size());
  limits.max_time = std::max(limits.max_time - gone, std::chrono::milliseconds(0));
  return limits;
}

Exploration exploration_of(const CheckOptions& options, const Subject& subject, const Limits& limits,
                           const Conditions& conditions, std::uint64_t seed, History& all) {
  return {.cases = cases_of(options, subject),
          .seed = seed,
          .steps = 12,
          .lanes = std::min<std::size_t>(options.workers, 4),
          .rotations = 0,
          .limits = limits,
          .conditions = conditions,
          .replay = options.explore_replay,
          .all = &all};
}

void explore_further(const Contract& contract, const Subject& subject, Exploration exploration, Sending& sending) {
  exploration.rotations = exploration.limits.max_rotations;
  Explored explored = explore(
      contract, subject.pool, [&] { return subject.handler; }, exploration);
  if (!explored.stopped_early.empty()) sending.history.stopped_early = "explore: " + explored.stopped_early;
  sending.counterexample = std::move(explored.counterexample);
}

// The counterexample's finding with the run's own numbers of exchanges: the one that the whole run gives, taken out of
// `findings`, since its texts may name exchanges too; else its own.
Finding as_the_run_shows_it(std::vector<Finding>& findings, const Counterexample& counterexample) {
  Finding own = counterexample.finding;
  for (auto& index : own.exchanges) index += counterexample.at;
  const auto known = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.message == own.message && finding.exchanges.back() == own.exchanges.back();
  });
  if (known == findings.end()) return own;
  own = std::move(*known);
  findings.erase(known);
  return own;
}

}  // namespace

std::size_t cases_of(const CheckOptions& options, const Subject& subject) {
  if (subject.pool.rotatable.empty()) return 0;
  if (options.explore) return *options.explore;
  return !options.explore_replay.empty() ? 1 : subject.is_mock ? cases_for_a_mock : 0;
}

std::size_t rotation_budget(const CheckOptions& options, const Subject& subject) {
  if (options.max_rotations) return *options.max_rotations;
  return usual_rotations + (subject.is_mock && cases_of(options, subject) > 0 ? more_for_a_mock : 0);
}

std::vector<Plan> scenario_plans(const CheckOptions& options, const Contract& contract, const Pool& pool,
                                 std::uint64_t seed) {
  const std::size_t kept_back = last_rotations(options, contract, pool).rounds.size();
  const std::size_t budget = options.max_rotations.value_or(usual_rotations);
  if (kept_back > budget)
    throw BadDocument(Place{}, "--save-last-secret rotates each token once more: allow it with --max-rotations");
  return plan_scenarios(contract, pool, {.rotations = budget - kept_back, .seed = seed, .lanes = options.workers},
                        options.selection);
}

Plan last_rotations(const CheckOptions& options, const Contract& contract, const Pool& pool) {
  Plan last{.scenario = "last-secret"};
  if (!options.save_last_secret.empty())
    for (const auto& id : pool.rotatable) last.rounds.push_back({rotation(contract, id, pool.headers)});
  return last;
}

void converse(const CheckOptions& options, const Contract& contract, const Subject& subject, const Limits& limits,
              const Conditions& conditions, std::uint64_t seed, const Heard& heard, Sending& said) {
  const auto plans = scenario_plans(options, contract, subject.pool, seed);
  const Plan last = last_rotations(options, contract, subject.pool);
  History& history = said.history;
  history.way = way_to(subject.target);
  history.unknown_ids = subject.pool.unknown;
  RecordWatch watch(contract);
  const auto bounded = [&](Limits rest, std::size_t kept_back) {
    rest.max_requests -= std::min(rest.max_requests, kept_back);
    rest.max_rotations = left_of(rotation_budget(options, subject), contract, history, kept_back);
    rest.could_rotate = [&](const Request& request) { return could_rotate(contract.operation(), request); };
    if (!subject.is_mock) rest.stop = [&](const History& so_far) { return watch.why_stop(so_far); };
    return rest;
  };
  // One rotation of each token is kept back, whatever ends the rest.
  const std::size_t kept_back = last.rounds.size();
  history.stopped_early = execute(plans, subject.handler, bounded(limits, kept_back), history, heard);
  if (cases_of(options, subject) > 0 && history.stopped_early.empty()) {
    const Limits rest = bounded(rest_of(limits, history), kept_back);
    Exploration exploration = exploration_of(options, subject, rest, conditions, seed, history);
    exploration.heard = heard;
    explore_further(contract, subject, std::move(exploration), said);
  }
  const std::string last_stopped =
      execute({last}, subject.handler, bounded(rest_of(limits, history), 0), history, heard);
  if (history.stopped_early.empty()) history.stopped_early = last_stopped;
}

void add_counterexample(std::vector<Verdict>& verdicts, const Counterexample& counterexample, std::uint64_t seed) {
  for (auto& verdict : verdicts) {
    if (verdict.check->id != counterexample.clause || verdict.kind == VerdictKind::inconclusive) continue;
    auto& findings = verdict.evidence.findings;
    Finding finding = as_the_run_shows_it(findings, counterexample);
    finding.message += " (explore, seed " + std::to_string(seed) + ": the fewest steps that show it are " +
                       std::to_string(counterexample.plan.rounds.size()) + "; tried again, they showed it " +
                       std::to_string(counterexample.reproduced) + " of " + std::to_string(counterexample.tried_again) +
                       " times; --explore-replay " + counterexample.token + ")";
    findings.insert(findings.begin(), std::move(finding));
    verdict.evidence.observations = std::max<std::size_t>(verdict.evidence.observations, 1);
    verdict.kind = VerdictKind::fail;
    verdict.reason.clear();
  }
}

}  // namespace assay

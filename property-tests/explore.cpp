#include "property-tests/explore.h"

#include <rapidcheck.h>
#include <rapidcheck/detail/TestListenerAdapter.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "contracts/judge/asked_id.h"
#include "property-tests/generators.h"

namespace rc::detail {
// In the library, in no installed header.
std::string reproduceMapToString(const std::unordered_map<std::string, Reproduce>& map);
std::unordered_map<std::string, Reproduce> stringToReproduceMap(const std::string& text);
}  // namespace rc::detail

namespace assay {
namespace {

constexpr const char* property_id = "explore";
constexpr std::size_t times_again = 5;

// The conditions, with only those of their clauses selected that are MUST under them.
Conditions only_must(const Contract& contract, const Conditions& conditions) {
  Conditions must = conditions;
  must.selection.only.clear();
  for (const auto& verdict : judge(contract, {}, conditions))
    if (verdict.level == Level::must && selects(conditions.selection, verdict.check->id))
      must.selection.only.push_back(verdict.check->id);
  return must;
}

// One exploration: what the property, which RapidCheck calls case by case, shares between its calls.
class Explorer {
 public:
  Explorer(const Contract& contract, const Reset& reset, const Exploration& options, const Conditions& must)
      : contract_(contract), reset_(reset), options_(options), judge_(contract, must) {}

  // Whether the plan breaks no law. What comes after the budget's end is not sent, and breaks none.
  bool holds(const Plan& plan);

  // Whether nothing more will be sent.
  bool ended() const { return trouble_ || !explored.stopped_early.empty(); }

  // Sends the counterexample some times more.
  void try_again();

  // What a handler threw within the property, where RapidCheck would take it for a failure of the case.
  void rethrow() const {
    if (trouble_) std::rethrow_exception(trouble_);
  }

  Explored explored{};

 private:
  bool may_send(const Plan& plan);
  History send(const Plan& plan);
  // The first MUST clause that the history breaks, or the one that is looked for.
  std::optional<Counterexample> broken(const Plan& plan, History history);
  // Whether what the last plan made breaks the clause, by all that was said: the server may have come to it in another
  // state than the first time, so that what gives a secret away stands before it.
  bool breaks_again(const std::string& clause);

  const Contract& contract_;
  const Reset& reset_;
  const Exploration& options_;
  Judge judge_;
  std::size_t rotations_ = 0;
  std::size_t at_ = 0;  // index in options_.all of the first exchange that the last plan made
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::exception_ptr trouble_{};
};

bool Explorer::may_send(const Plan& plan) {
  if (!explored.stopped_early.empty()) return false;
  if (rotations_ + count_rotations(contract_, plan) > options_.rotations)
    explored.stopped_early = "the budget of " + std::to_string(options_.rotations) + " rotations is used up";
  return explored.stopped_early.empty();
}

History Explorer::send(const Plan& plan) {
  Limits limits = options_.limits;
  const auto gone = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started_);
  limits.max_time = std::max(limits.max_time - gone, std::chrono::milliseconds(0));
  limits.max_requests -= std::min(limits.max_requests, explored.exchanges);
  limits.max_rotations = options_.rotations - rotations_;
  limits.could_rotate = [this](const Request& request) { return could_rotate(contract_.operation(), request); };
  History own;
  History& all = options_.all ? *options_.all : own;
  at_ = all.exchanges.size();
  explored.stopped_early = execute({plan}, reset_(), limits, all, options_.heard);
  explored.exchanges += all.exchanges.size() - at_;
  rotations_ += count_rotations(contract_, all, at_);
  if (!options_.all) return own;
  own = {.way = all.way, .started = all.started};
  own.exchanges.assign(all.exchanges.begin() + static_cast<std::ptrdiff_t>(at_), all.exchanges.end());
  return own;
}

std::optional<Counterexample> Explorer::broken(const Plan& plan, History history) {
  const std::string wanted = explored.counterexample ? explored.counterexample->clause : "";
  for (auto& verdict : judge_.judge(history))
    if (verdict.kind == VerdictKind::fail && (wanted.empty() || verdict.check->id == wanted))
      return Counterexample{.clause = verdict.check->id,
                            .finding = std::move(verdict.evidence.findings.front()),
                            .plan = plan,
                            .history = std::move(history),
                            .at = at_};
  return std::nullopt;
}

bool Explorer::holds(const Plan& plan) {
  if (trouble_ || plan.rounds.empty() || !may_send(plan)) return true;
  ++(explored.counterexample ? explored.shrinks : explored.cases);
  try {
    auto found = broken(plan, send(plan));
    if (!found) return true;
    explored.counterexample = std::move(found);
    return false;
  } catch (...) {
    trouble_ = std::current_exception();
    return true;
  }
}

void Explorer::try_again() {
  if (!explored.counterexample) return;
  Counterexample& known = *explored.counterexample;
  const Plan plan = known.plan;
  while (known.tried_again < times_again && may_send(plan)) {
    ++known.tried_again;
    History said = send(plan);
    if (options_.all && breaks_again(known.clause)) ++known.reproduced;
    auto found = broken(plan, std::move(said));
    if (!found) continue;
    if (!options_.all) ++known.reproduced;
    known.finding = std::move(found->finding);
    known.history = std::move(found->history);
    known.at = found->at;
  }
}

bool Explorer::breaks_again(const std::string& clause) {
  for (const auto& verdict : judge_.judge(*options_.all))
    if (verdict.check->id == clause)
      return std::any_of(verdict.evidence.findings.begin(), verdict.evidence.findings.end(),
                         [&](const Finding& finding) { return finding.exchanges.back() >= at_; });
  return false;
}

std::unordered_map<std::string, rc::detail::Reproduce> replay_of(const std::string& token) {
  if (token.empty()) return {};
  try {
    auto map = rc::detail::stringToReproduceMap(token);
    if (map.contains(property_id)) return map;  // with another id RapidCheck would run nothing and call it a success
  } catch (const std::exception&) {  // RapidCheck says no more than that it cannot read it, which is said below
  }
  throw BadDocument(Place{}, "the replay token is none of an exploration; copy it whole from the finding");
}

}  // namespace

void check_replay_token(const std::string& token) { replay_of(token); }

std::vector<Request> requests_of_exploring(const Contract& contract, const Pool& pool) {
  return generate::requests(contract, pool);
}

Explored explore(const Contract& contract, const Pool& pool, const Reset& reset, const Exploration& options) {
  const Conditions must = only_must(contract, options.conditions);
  if (pool.rotatable.empty() || must.selection.only.empty()) return {};
  static std::mutex one_at_a_time;  // RapidCheck keeps state that is global and not locked
  const std::lock_guard guard(one_at_a_time);
  Explorer explorer(contract, reset, options, must);
  const auto plans = generate::plan(contract, pool, options.steps, options.lanes);
  // After its end RapidCheck still asks for the cases that are left: none is drawn.
  const auto property = rc::detail::toProperty([&] { return explorer.ended() || explorer.holds(*plans); });
  const rc::detail::TestParams params{
      .seed = options.seed, .maxSuccess = static_cast<int>(options.cases), .maxSize = rc::kNominalSize};
  rc::detail::TestListenerAdapter silent;
  const auto result = rc::detail::checkProperty(property, {property_id, ""}, params, silent, replay_of(options.replay));
  explorer.rethrow();
  rc::detail::FailureResult failure;
  if (result.match(failure) && explorer.explored.counterexample)
    explorer.explored.counterexample->token = rc::detail::reproduceMapToString({{property_id, failure.reproduce}});
  explorer.try_again();
  explorer.rethrow();
  return std::move(explorer.explored);
}

}  // namespace assay

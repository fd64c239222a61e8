#include "contracts/plan/plan.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <span>
#include <sstream>
#include <utility>

#include "contracts/plan/lanes.h"
#include "contracts/plan/retry_after.h"

namespace assay {
namespace {

using std::chrono::steady_clock;
using std::chrono::system_clock;
using Time = steady_clock::time_point;

constexpr int too_many_requests = 429;
constexpr std::chrono::hours longest(24 * 3650);  // far past any run, far from overflow

// How long so many requests last at a rate; nothing without one.
steady_clock::duration time_of(std::size_t requests, double rate) {
  if (rate <= 0) return steady_clock::duration{0};
  const double seconds = std::min(static_cast<double>(requests) / rate, std::chrono::duration<double>(longest).count());
  return std::chrono::duration_cast<steady_clock::duration>(std::chrono::duration<double>(seconds));
}

// What a round, or a request that is asked again, takes of the limits.
struct Cost {
  std::size_t requests = 0;
  std::size_t rotations = 0;  // of these, those that could rotate
};

// What a call of execute may still do. Thread-safe.
class Allowance {
 public:
  // `next` is when the rate allows the first request.
  Allowance(const Limits& limits, Time started, Time next)
      : limits_(limits),
        ends_(started + std::min<std::chrono::milliseconds>(limits.max_time, longest)),
        spent_(limits.sent_before),
        next_(next) {}

  // Why so much may not go out now; empty when it may, which takes it off and waits for its turn.
  std::string spend(Cost cost, Time earliest);

  // After each answer: one that refuses without saying until when makes the next request wait, longer each time in a
  // row.
  void heed(const Response* response, bool says_when);

 private:
  bool is_interrupted() const { return limits_.interrupted != nullptr && limits_.interrupted->load(); }
  // False when interrupted while waiting.
  bool wait_until(Time time) const;

  const Limits& limits_;
  const Time ends_;
  std::mutex mutex_{};
  std::size_t spent_;
  std::size_t rotated_ = 0;
  Time next_;         // when the rate allows the next request
  int refusals_ = 0;  // in a row, that did not say when to come back
};

void Allowance::heed(const Response* response, bool says_when) {
  constexpr std::chrono::milliseconds first_pause(100);
  constexpr int longest_row =
      10;  // 100 s in all, more than the minute that most limits count by: waiting does not help
  const std::lock_guard lock(mutex_);
  const bool refused = response != nullptr && response->status == too_many_requests && !says_when;
  if (refused && refusals_ < longest_row) next_ = std::max(next_, steady_clock::now() + first_pause * (1 << refusals_));
  refusals_ = refused ? refusals_ + 1 : 0;
}

std::string Allowance::spend(Cost cost, Time earliest) {
  std::unique_lock lock(mutex_);
  if (is_interrupted()) return "interrupted";
  const std::size_t left = limits_.max_requests - std::min(limits_.max_requests, spent_);
  if (cost.requests > left) {
    return "the budget of " + std::to_string(limits_.max_requests) + " requests is used up but for " +
           std::to_string(left) + ", and the next round needs " + std::to_string(cost.requests);
  }
  if (cost.rotations > limits_.max_rotations - std::min(limits_.max_rotations, rotated_))
    return "as many requests were sent as a careless server may have rotated for (--max-rotations)";
  const Time turn = std::max({steady_clock::now(), earliest, next_});
  if (turn >= ends_) {
    std::ostringstream text;
    text << "the time of " << std::chrono::duration<double>(limits_.max_time).count() << " s is used up";
    return text.str();
  }
  spent_ += cost.requests;
  rotated_ += cost.rotations;
  next_ = turn + time_of(cost.requests, limits_.rate);
  lock.unlock();
  return wait_until(turn) ? "" : "interrupted";
}

bool Allowance::wait_until(Time time) const {
  constexpr std::chrono::milliseconds patience(10);  // until the flag is looked at again
  for (Time now = steady_clock::now(); now < time; now = steady_clock::now()) {
    if (is_interrupted()) return false;
    std::this_thread::sleep_for(std::min<steady_clock::duration>(time - now, patience));
  }
  return true;
}

struct Run {
  const Handler& handler;
  const Limits& limits;
  History& history;
  const Heard& heard;
  Time started;
  Time zero;  // of the history's clock
  Allowance allowance;
  Lanes lanes{};
  bool racing = false;  // the round under way has several lanes
};

Cost cost_of(const Limits& limits, const Round& round) {
  const auto rotations = limits.could_rotate ? std::count_if(round.begin(), round.end(), limits.could_rotate) : 0;
  return {.requests = round.size(), .rotations = static_cast<std::size_t>(rotations)};
}

// About what an answer takes in memory.
std::size_t size_of(const Outcome& outcome) {
  const auto* response = std::get_if<Response>(&outcome);
  if (response == nullptr) return 0;
  std::size_t size = response->body.size();
  for (const Header& header : response->headers) size += sizeof header + header.name.size() + header.value.size();
  return size;
}

// Why the answers so far are too large to go on: they are kept to the end, and judged. Empty when they are not.
std::string explain_size(const History& history) {
  constexpr std::size_t most = 32 * 1024 * 1024, more_a_request = 4 * 1024;
  if (history.bytes <= most + history.exchanges.size() * more_a_request) return {};
  return "the answers so far take " + std::to_string(history.bytes / (1024 * 1024)) +
         " MiB, which is more than a run keeps";
}

RunTime now(const Run& run) { return steady_clock::now() - run.zero; }

// More of the end of a history than a round holds.
std::span<const Exchange> recent(const History& history) {
  const std::span exchanges(history.exchanges);
  return exchanges.last(std::min<std::size_t>(exchanges.size(), 256));
}

// How far the clock of a history has gone: never before what stands there.
RunTime time_gone(History& history) {
  if (history.exchanges.empty()) {
    history.started = system_clock::now();
    return RunTime{0};
  }
  RunTime last{0};
  for (const Exchange& exchange : recent(history)) last = std::max(last, exchange.done);
  return std::max(std::chrono::duration_cast<RunTime>(system_clock::now() - history.started), last);
}

// When the rate allows another request after those that stand in the history.
Time next_turn(const History& history, Time zero, const Limits& limits) {
  const double rate = limits.rate;
  Time next = zero + time_of(limits.sent_before, rate);
  const auto exchanges = recent(history);
  for (std::size_t i = 0; i < exchanges.size(); ++i)
    next = std::max(next, zero + exchanges[i].sent + time_of(exchanges.size() - i, rate));
  return next;
}

Exchange ask(const Run& run, const Request& request, int lane, const std::string& scenario, RunTime sent) {
  Exchange exchange{.request = run.limits.made ? run.limits.made(request) : request,
                    .sent = sent,
                    .lane = lane,
                    .scenario = scenario};
  exchange.outcome = run.handler(exchange.request);
  exchange.done = now(run);
  return exchange;
}

// All that is said for one request: one exchange, or two when the server asked to come back later.
void converse(Run& run, const Request& request, int lane, const std::string& scenario, std::vector<Exchange>& said) {
  const RunTime sent = now(run);
  // All lanes of a round note the time before any sends, so that a machine with few cores cannot make a race look like
  // a queue.
  if (run.racing) run.lanes.meet();
  said.push_back(ask(run, request, lane, scenario, sent));
  const Response* response = response_of(said.back());
  const bool refused = response != nullptr && response->status == too_many_requests;
  const auto wait = refused ? retry_after(*response, system_clock::now()) : std::nullopt;
  run.allowance.heed(response, wait.has_value());
  if (wait && run.allowance.spend(cost_of(run.limits, {request}), steady_clock::now() + *wait).empty()) {
    said.push_back(ask(run, request, lane, scenario, now(run)));
  }
}

void send_round(Run& run, const Round& round, const std::string& scenario) {
  std::vector<std::vector<Exchange>> by_lane(round.size());
  run.racing = round.size() > 1;
  run.lanes.run(round.size(),
                [&](std::size_t lane) { converse(run, round[lane], static_cast<int>(lane), scenario, by_lane[lane]); });

  // All have noted when they were sent before any was: that the first of them did it is true of all, and their order
  // in the history is that of the lanes.
  RunTime sent = RunTime::max();
  for (const auto& said : by_lane) sent = std::min(sent, said.front().sent);
  for (auto& said : by_lane) said.front().sent = sent;

  auto& all = run.history.exchanges;
  const std::size_t first = all.size();
  for (auto& said : by_lane) std::move(said.begin(), said.end(), std::back_inserter(all));
  std::stable_sort(all.begin() + static_cast<std::ptrdiff_t>(first), all.end(),
                   [](const auto& a, const auto& b) { return a.sent < b.sent; });
  for (std::size_t i = first; i < all.size(); ++i) run.history.bytes += size_of(all[i].outcome);
  if (run.heard) run.heard(run.history, first);
}

// Why not all was sent; empty when it was.
std::string send_plans(Run& run, const std::vector<Plan>& plans) {
  for (const Plan& plan : plans) {
    for (const Round& round : plan.rounds) {
      if (round.empty()) continue;
      if (auto stop = explain_size(run.history); !stop.empty()) return stop;
      if (run.limits.stop)
        if (auto stop = run.limits.stop(run.history); !stop.empty()) return stop;
      if (auto stop = run.allowance.spend(cost_of(run.limits, round), run.started); !stop.empty()) return stop;
      send_round(run, round, plan.scenario);
    }
  }
  return {};
}

}  // namespace

std::size_t count_requests(const Plan& plan) {
  std::size_t count = 0;
  for (const Round& round : plan.rounds) count += round.size();
  return count;
}

std::string execute(const std::vector<Plan>& plans, const Handler& handler, const Limits& limits, History& all,
                    const Heard& heard) {
  const RunTime gone = time_gone(all);
  const Time started = steady_clock::now();
  const Time zero = started - gone;
  if (all.zero == Time{}) all.zero = zero;
  Run run{.handler = handler,
          .limits = limits,
          .history = all,
          .heard = heard,
          .started = started,
          .zero = zero,
          .allowance = {limits, started, next_turn(all, zero, limits)}};
  return send_plans(run, plans);
}

History execute(const std::vector<Plan>& plans, const Handler& handler, const Limits& limits) {
  History history;
  history.stopped_early = execute(plans, handler, limits, history);
  return history;
}

}  // namespace assay

#include "cli/prove/turns.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace assay {

Turns::Turns(const std::vector<Plan>& plans) {
  for (const Plan& plan : plans)
    for (const Round& round : plan.rounds)
      if (!round.empty()) rounds_.push_back(&round);
  begin_round();
}

void Turns::begin_round() {
  const std::size_t lanes = round_ < rounds_.size() ? rounds_[round_]->size() : 0;
  has_come_.assign(lanes, false);
  queue_.resize(lanes);
  std::iota(queue_.begin(), queue_.end(), std::size_t{0});
}

void Turns::next_round() {
  const std::lock_guard lock(mutex_);
  ++round_;
  begin_round();
}

void Turns::enter(const Request& request) {
  std::unique_lock lock(mutex_);
  // Lanes that ask the same are alike: whoever comes first is the first of them.
  std::size_t lane = 0;
  while (lane < has_come_.size() && (has_come_[lane] || !((*rounds_[round_])[lane] == request))) ++lane;
  if (lane == has_come_.size()) {  // asked again after a 429
    has_come_.push_back(true);
    queue_.push_back(lane);
  }
  has_come_[lane] = true;
  changed_.notify_all();
  changed_.wait(lock, [&] {
    return queue_.front() == lane && std::find(has_come_.begin(), has_come_.end(), false) == has_come_.end();
  });
}

void Turns::pause() {
  std::unique_lock lock(mutex_);
  const std::size_t lane = queue_.front();
  queue_.pop_front();
  queue_.push_back(lane);
  changed_.notify_all();
  changed_.wait(lock, [&] { return queue_.front() == lane; });
}

void Turns::leave() {
  const std::lock_guard lock(mutex_);
  queue_.pop_front();
  changed_.notify_all();
}

Handler Turns::around(Handler inner) {
  return [this, inner = std::move(inner)](const Request& request) {
    enter(request);
    const Leaving leaving{*this};
    return inner(request);
  };
}

}  // namespace assay

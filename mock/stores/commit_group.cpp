#include "mock/stores/commit_group.h"

#include <utility>

namespace assay {

void CommitGroup::run(const std::function<void()>& work) {
  Piece piece{.work = work};
  std::unique_lock lock(mutex_);
  waiting_.push_back(&piece);
  turn_.wait(lock, [&] { return piece.done || !led_; });
  if (!piece.done) lead(lock);
  if (piece.error) std::rethrow_exception(piece.error);
}

// The first that finds no leader commits for all who wait by then, itself among them.
void CommitGroup::lead(std::unique_lock<std::mutex>& lock) {
  led_ = true;
  const std::vector<Piece*> group = std::exchange(waiting_, {});
  lock.unlock();
  commit_(group);
  lock.lock();
  led_ = false;
  for (Piece* piece : group) piece->done = true;
  turn_.notify_all();
}

}  // namespace assay

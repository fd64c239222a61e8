#include "contracts/plan/lanes.h"

namespace assay {

Lanes::~Lanes() {
  {
    const std::lock_guard guard(mutex_);
    count_ = 0;
    ++round_;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Lanes::run(std::size_t count, const std::function<void(std::size_t)>& work) {
  if (count <= 1) {
    if (count == 1) work(0);
    return;
  }
  {
    const std::lock_guard guard(mutex_);
    while (threads_.size() + 1 < count) threads_.emplace_back(&Lanes::serve, this, threads_.size() + 1);
    count_ = running_ = count;
    work_ = &work;
    failure_ = nullptr;
    ready_ = 0;
    met_ = 0;
    ++round_;
  }
  changed_.notify_all();
  perform(0);
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return running_ == 0; });
  if (failure_) std::rethrow_exception(failure_);
}

void Lanes::serve(std::size_t lane) {
  for (std::size_t seen = 0;;) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return round_ != seen; });
      seen = round_;
      if (count_ == 0) return;
      if (lane >= count_) continue;
    }
    perform(lane);
  }
}

void Lanes::start_together() {
  ready_.fetch_add(1);
  while (ready_.load() < count_) std::this_thread::yield();
}

void Lanes::meet() {
  met_.fetch_add(1);
  while (met_.load() < count_) std::this_thread::yield();
}

void Lanes::perform(std::size_t lane) {
  std::exception_ptr failure;
  start_together();
  try {
    (*work_)(lane);
  } catch (...) {
    failure = std::current_exception();
  }
  const std::lock_guard guard(mutex_);
  if (!failure_) failure_ = failure;
  if (--running_ == 0) changed_.notify_all();
}

}  // namespace assay

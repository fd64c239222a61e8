// Pieces of work that wait at the same time share one commit, so that a disk that takes 200 syncs a second can still
// keep thousands of rotations a second.
//
//     run(work) --+
//     run(work) --+--> commit({work, work, work}) --> all three return
//     run(work) --+        (meanwhile the next ones gather)
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <vector>

namespace assay {

class CommitGroup {
 public:
  // One piece of work and what became of it. `error` is for the caller of run(); set, it says that nothing of this
  // piece was kept.
  struct Piece {
    const std::function<void()>& work;
    std::exception_ptr error{};
    bool done = false;
  };
  // Runs each piece's work in order and makes all of it durable, or sets errors. Must not throw.
  using Commit = std::function<void(const std::vector<Piece*>&)>;

  explicit CommitGroup(Commit commit) : commit_(std::move(commit)) {}

  // Returns when `work` ran and what it did is durable; throws what its piece holds as error. Works run one at a time,
  // in the order of the calls, on the thread of any of the callers. `work` must not call run().
  void run(const std::function<void()>& work);

 private:
  void lead(std::unique_lock<std::mutex>& lock);

  const Commit commit_;
  std::mutex mutex_{};
  std::condition_variable turn_{};
  std::vector<Piece*> waiting_{};
  bool led_ = false;  // a caller is committing
};

}  // namespace assay

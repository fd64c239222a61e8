// Threads that are let go together, for the requests of a race.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace assay {

// Runs a piece of work in several lanes at once: lane 0 on the calling thread, each other on a thread of its own, made
// when first needed and kept until destruction. Lanes wait for each other awake, so that they start within
// microseconds, not within a wake-up by the kernel. To be used from one thread.
class Lanes {
 public:
  Lanes() = default;
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;
  ~Lanes();

  // Calls work(0) to work(count - 1) together and returns when all have returned. The first exception among them comes
  // out.
  void run(std::size_t count, const std::function<void(std::size_t)>& work);

  // From within work(lane), in every lane of a round of several: waits until all have come here.
  void meet();

 private:
  void serve(std::size_t lane);
  void start_together();
  void perform(std::size_t lane);

  std::mutex mutex_{};
  std::condition_variable changed_{};
  std::size_t round_ = 0;  // turns when there is work; the fields below belong to it
  std::size_t count_ = 0;  // 0: the end
  std::size_t running_ = 0;
  const std::function<void(std::size_t)>* work_ = nullptr;
  std::exception_ptr failure_{};
  std::atomic<std::size_t> ready_{0};
  std::atomic<std::size_t> met_{0};
  std::vector<std::thread> threads_{};
};

}  // namespace assay

// Who of a race goes on, where all take place in one process: one at a time and in the order of the lanes, so that a
// run is the same however the machine is loaded.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

#include "contracts/http/http.h"
#include "contracts/plan/plan.h"

namespace assay {

// Over a network the requests of a race are all under way before the first is answered. So here each waits until all
// of its round have come; then each goes on until it pauses or is answered, and a paused one goes on when all others
// have. Thread-safe.
class Turns {
 public:
  // `plans` are what is sent through `around`, in order; not owned, they must outlive this.
  explicit Turns(const std::vector<Plan>& plans);
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;
  Turns(Turns&&) = delete;
  Turns& operator=(Turns&&) = delete;
  ~Turns() = default;

  // The handler with turns; this must outlive it.
  Handler around(Handler inner);
  // Called by a request that has its turn.
  void pause();
  // To be called when all requests of a round are answered.
  void next_round();

 private:
  // Whose turn ends with its scope, also where the handler throws.
  struct Leaving {
    Turns& turns;
    Leaving(Turns& of) : turns(of) {}
    Leaving(const Leaving&) = delete;
    Leaving& operator=(const Leaving&) = delete;
    ~Leaving() { turns.leave(); }
  };

  void begin_round();
  void enter(const Request& request);
  void leave();

  std::mutex mutex_{};
  std::condition_variable changed_{};
  std::vector<const Round*> rounds_{};
  std::size_t round_ = 0;
  std::vector<bool> has_come_{};     // by lane
  std::deque<std::size_t> queue_{};  // lanes that are not yet answered; the first has the turn
};

}  // namespace assay

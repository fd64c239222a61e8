// What to send, as data, so that it prints, shrinks and replays; and the one function that sends it.
//
//     plan:  round 0   [ POST 1 ]
//            round 1   [ POST 1 | POST 1 | POST 2 ]    three lanes, released together
//            round 2   [ POST abc ]
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "contracts/http/history.h"

namespace assay {

// The requests of one round go out together, the n-th in lane n; a round ends when all are answered.
using Round = std::vector<Request>;

struct Plan {
  std::string scenario{};
  std::vector<Round> rounds{};
};

std::size_t count_requests(const Plan& plan);

// What bounds a run, beside the size of what was said: the answers may take 32 MiB of memory and 4 KiB more for each
// request, several times what honest ones do. Counts are over all plans of one call of execute. A limit is looked at
// between rounds: a round is sent whole or not at all, since half a race is another one, and what is under way is
// waited for.
struct Limits {
  std::size_t max_requests = 1000;
  std::chrono::milliseconds max_time{120000};
  // Requests that went out before the history began, to find out whether there is somebody to talk to: max_requests and
  // the rate count them too.
  std::size_t sent_before = 0;
  // Requests a second, a round of n counting n and what stands in the history too; 0: as fast as the answers come.
  double rate = 0;
  // What goes out for a planned request, and stands in the history; null: the request itself. Called in the lanes'
  // threads.
  std::function<Request(Request)> made{};
  const std::atomic<bool>* interrupted = nullptr;  // when it turns true nothing more is sent; not owned, may be null
  // How many requests of which could_rotate is true may go out, those that are asked again after a 429 included.
  std::size_t max_rotations = std::numeric_limits<std::size_t>::max();
  std::function<bool(const Request&)> could_rotate{};  // empty: none could
  // Asked before each round: why nothing more may be sent, judged by what was said so far; empty while it may.
  std::function<std::string(const History& so_far)> stop{};
};

// Called on the calling thread after each round: what was said so far, of which exchanges from `first` on are the
// round's.
using Heard = std::function<void(const History& so_far, std::size_t first)>;

// Sends the plans one after the other and adds what was said to `all`, in order of sending and on its clock, behind
// what stands there; an empty history begins now. Gives why not all was sent: which limit ended it; empty when all was.
// What was not sent is not in the history, and its `stopped_early` is left as it is.
// A 429 that does not say when to come back is not asked again: what comes next waits 0.1 s, and twice as long each
// time in a row. Waits out a usable Retry-After of a 429 once for each request that can afford it within the limits,
// and keeps the 429 in the history as an exchange of its own.
// Rounds of one go out on the calling thread, which is also lane 0; the threads of the other lanes live as long as the
// call. Never throws for what the handler answers; what the handler or `heard` throws comes out here, once the round
// has ended. The handler must be safe to call from as many threads as a round has requests.
std::string execute(const std::vector<Plan>& plans, const Handler& handler, const Limits& limits, History& all,
                    const Heard& heard = {});

// The same as a history of its own, which says in `stopped_early` why not all was sent.
History execute(const std::vector<Plan>& plans, const Handler& handler, const Limits& limits);

}  // namespace assay

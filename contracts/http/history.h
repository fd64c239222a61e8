// What was said, in which order: the only thing that a check ever sees.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "contracts/http/http.h"

namespace assay {

// Time since the run began, on one steady clock shared by all lanes.
using RunTime = std::chrono::nanoseconds;

struct Exchange {
  Request request{};
  Outcome outcome{NoResponse{}};
  RunTime sent{0};         // just before the request went out
  RunTime done{0};         // when the whole answer was in, or given up; done >= sent
  int lane = 0;            // the caller; two exchanges of one lane never overlap
  std::string scenario{};  // the id of the scenario that asked, or "explore"
};

// A delivery that a sink heard.
struct Arrival {
  Request request{};
  RunTime received{0};             // when all of it was there
  int answered = 0;                // the status
  std::optional<RunTime> asked{};  // when the request went out that asked for it; nothing: it came by itself
};

// Ordered by `sent`.
struct History {
  // How the requests travelled.
  enum class Way { in_process, loopback, plain, tls } way = Way::in_process;
  std::vector<Exchange> exchanges{};
  std::vector<std::string> unknown_ids{};           // integers that are nobody's by the user's word (--unknown-id)
  std::chrono::system_clock::time_point started{};  // wall clock at RunTime 0
  std::string stopped_early{};                      // why not all of the plan was sent; empty when it was
  std::size_t bytes = 0;                            // about what its answers take in memory, as execute counts them
  std::chrono::steady_clock::time_point zero{};     // of RunTime; set where it began by execute

  // Deliveries, in the order in which they came.
  std::vector<Arrival> arrivals{};
  std::vector<std::string> known_secrets{};  // that were given before the run, newest first
  // in_turn: what signed an arrival was live between its `asked` and `received`, since the sender has no queue.
  // by_clock: it may have waited, and the sender's own clock says since when.
  enum class Sent { by_clock, in_turn } deliveries = Sent::by_clock;
};

// The wall clock's time of a point of a run that began at `started`.
inline std::chrono::system_clock::time_point clock_time(std::chrono::system_clock::time_point started, RunTime when) {
  return started + std::chrono::duration_cast<std::chrono::system_clock::duration>(when);
}

// The response of an exchange, or null where none came. Points into the exchange.
const Response* response_of(const Exchange& exchange);

}  // namespace assay

// Looking on while a handler answers: the journal, the metrics and the log are watchers.
#pragma once

#include <chrono>
#include <functional>
#include <string_view>
#include <vector>

#include "contracts/http/http.h"

namespace assay {

// One request and what was answered; the references live as long as the call.
struct Seen {
  const Request& request;
  const Outcome& outcome;
  std::chrono::system_clock::time_point received{};  // when the handler was asked, by the machine's clock
  std::chrono::nanoseconds took{0};                  // until it had answered; a fault's delay comes on top
};

// The rule of the fault that spoiled an answer, as it was given; "" where none did. The view lives as long as
// `outcome`.
std::string_view fault_of(const Outcome& outcome);

// Called on the thread that answers, for several requests at once; must not throw.
using Watcher = std::function<void(const Seen&)>;

// `inner`, with every watcher told of each answer, in their order. What leaves `inner` as an exception is told to none.
Handler watched(Handler inner, std::vector<Watcher> watchers);

}  // namespace assay

// How a mock's answer goes over the wire, and which fault spoiled it. A fault sets it, the listener obeys it, the
// journal tells it.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "contracts/http/http.h"

namespace assay {

// An answer that is not known yet: gives it once it is. Asked by the listener again and again, on the connection's
// thread, so it must not block.
using Later = std::function<std::optional<Response>()>;

struct Delivery {
  std::chrono::milliseconds delay{0};  // before the first byte
  std::chrono::milliseconds pause{0};  // between pieces of `piece` bytes
  std::size_t piece = 0;               // bytes; 0: all at once
  // bytes sent before the connection ends. It and `piece` count the whole answer, or its body alone: then the head goes
  // out whole, as a piece of its own
  std::optional<std::size_t> cut_after{};
  enum class Counts { answer, body } counts = Counts::answer;
  enum class End { keep_alive, close, reset } end = End::keep_alive;
  std::shared_ptr<const Later> later{};  // not null: what it gives is sent, and nothing else of this answer
  std::string fault{};                   // the text of the rule that spoiled the answer; empty: none did
  bool operator==(const Delivery&) const = default;
};

}  // namespace assay

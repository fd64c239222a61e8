// How a mock's answer goes over the wire. A fault sets it, the listener obeys it.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace assay {

struct Delivery {
  std::chrono::milliseconds delay{0};      // before the first byte
  std::chrono::milliseconds pause{0};      // between pieces of `piece` bytes
  std::size_t piece = 0;                   // bytes; 0: all at once
  std::optional<std::size_t> cut_after{};  // bytes of the whole answer (head included) sent before the connection ends
  enum class End { keep_alive, close, reset } end = End::keep_alive;
  bool operator==(const Delivery&) const = default;
};

}  // namespace assay

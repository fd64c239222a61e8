// What a sink answers, delivery by delivery.
#pragma once

#include <atomic>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace assay {

// Statuses in their order, each so many times; the last one stands for all that come later. Thread-safe.
class SinkAnswers {
 public:
  // "200", "503x2,200": 503 to the first two, then 200. Statuses from 200 to 599. Throws BadDocument for what is no such
  // list.
  explicit SinkAnswers(std::string_view list);
  SinkAnswers(const SinkAnswers& other) : steps_(other.steps_) {}
  SinkAnswers& operator=(const SinkAnswers&) = delete;

  int next();

 private:
  std::vector<std::pair<int, std::size_t>> steps_{};  // status, and behind how many deliveries it ends
  std::atomic<std::size_t> given_{0};
};

}  // namespace assay

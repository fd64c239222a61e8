// What a sink answers, delivery by delivery.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace assay {

// Statuses in their order, each so many times; the last one stands for all that come later.
class SinkAnswers {
 public:
  // "200", "503x2,200": 503 to the first two, then 200. Statuses from 200 to 599. Throws BadDocument for what is no such
  // list.
  explicit SinkAnswers(std::string_view list);

  int next();

 private:
  std::vector<std::pair<int, std::size_t>> steps_{};  // status, and behind how many deliveries it ends
  std::size_t given_ = 0;
};

}  // namespace assay

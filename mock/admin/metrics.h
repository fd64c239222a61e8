// Counts of what a mock did, in the text format that Prometheus reads.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "mock/admin/watch.h"

namespace assay {

// Only grows; a reset of the mock's state leaves it. May be used from several threads at once.
class Metrics {
 public:
  void add(const Seen& seen);

  // assay_mock_requests_total{status="200"} and the histogram assay_mock_request_seconds.
  std::string to_text() const;

  // Upper ends of the histogram's buckets; the last bucket has none.
  static constexpr std::array<std::pair<std::string_view, std::chrono::nanoseconds>, 7> buckets = {{
      {"0.0001", std::chrono::microseconds(100)},
      {"0.0005", std::chrono::microseconds(500)},
      {"0.001", std::chrono::milliseconds(1)},
      {"0.005", std::chrono::milliseconds(5)},
      {"0.01", std::chrono::milliseconds(10)},
      {"0.1", std::chrono::milliseconds(100)},
      {"1", std::chrono::seconds(1)},
  }};

 private:
  std::array<std::atomic<std::uint64_t>, 1000> statuses_{};  // 0: no answer
  std::array<std::atomic<std::uint64_t>, buckets.size() + 1> took_{};
  std::atomic<std::uint64_t> nanoseconds_{0};
};

// Appends one metric: its help, its type and its value.
enum class MetricKind { counter, gauge };
void append_metric(std::string& out, MetricKind kind, std::string_view name, std::string_view help,
                   std::uint64_t value);

}  // namespace assay

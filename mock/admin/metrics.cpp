#include "mock/admin/metrics.h"

#include <algorithm>
#include <cstdint>

namespace assay {
namespace {

constexpr std::string_view requests = "assay_mock_requests_total";
constexpr std::string_view seconds = "assay_mock_request_seconds";

void append_head(std::string& out, std::string_view name, std::string_view help, std::string_view type) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n");
  out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

std::size_t bucket_of(std::chrono::nanoseconds took) {
  const auto found =
      std::find_if(Metrics::buckets.begin(), Metrics::buckets.end(), [&](const auto& b) { return took <= b.second; });
  return static_cast<std::size_t>(found - Metrics::buckets.begin());
}

}  // namespace

void Metrics::add(const Seen& seen) {
  const auto* response = std::get_if<Response>(&seen.outcome);
  const auto status = static_cast<std::size_t>(response == nullptr ? 0 : response->status);
  statuses_[std::min(status, statuses_.size() - 1)].fetch_add(1, std::memory_order_relaxed);
  took_[bucket_of(seen.took)].fetch_add(1, std::memory_order_relaxed);
  nanoseconds_.fetch_add(static_cast<std::uint64_t>(seen.took.count()), std::memory_order_relaxed);
}

std::string Metrics::to_text() const {
  std::string out;
  append_head(out, requests, "Requests answered, by status; 0: no answer was given.", "counter");
  for (std::size_t status = 0; status < statuses_.size(); ++status)
    if (const auto count = statuses_[status].load(); count > 0)
      out.append(requests).append("{status=\"" + std::to_string(status) + "\"} " + std::to_string(count) + "\n");
  append_head(out, seconds, "Time to the answer, without a fault's delay.", "histogram");
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < took_.size(); ++i) {
    sum += took_[i].load();
    out.append(seconds).append("_bucket{le=\"").append(i < buckets.size() ? buckets[i].first : "+Inf");
    out.append("\"} " + std::to_string(sum) + "\n");
  }
  out.append(seconds).append("_sum " + std::to_string(static_cast<double>(nanoseconds_.load()) / 1e9) + "\n");
  out.append(seconds).append("_count " + std::to_string(sum) + "\n");
  return out;
}

void append_metric(std::string& out, MetricKind kind, std::string_view name, std::string_view help,
                   std::uint64_t value) {
  append_head(out, name, help, kind == MetricKind::counter ? "counter" : "gauge");
  out.append(name).append(" " + std::to_string(value) + "\n");
}

}  // namespace assay

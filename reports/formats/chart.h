// The numbers behind a report's pictures: plain data for a template, no markup but the paths of an SVG.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/model/report.h"

namespace assay {

// A part of the outcome bar, which is 1000 wide.
struct BarPart {
  VerdictKind kind = VerdictKind::pass;
  std::size_t count = 0;
  double x = 0;
  double width = 0;
};

// Those that occur, in the order of verdict_kinds.
std::vector<BarPart> outcome_bar(const Report& report);

// The answers of one kind in the timeline.
struct Series {
  std::string id{};    // a CSS class: "s2", "s4", "limited", "s5", "other", "silent"
  std::string name{};  // "2xx"
  std::string path{};  // in a box 1000 wide and 200 high; as many marks as can be told apart, so its size is bounded
  std::vector<double> durations_ms{};  // sorted
};

struct Tick {
  double at = 0;  // percent of the axis, from the left or the top
  std::string label{};
};

struct Timeline {
  std::vector<Series> series{};  // those that occur
  std::vector<Tick> x_ticks{};   // time since the run began
  std::vector<Tick> y_ticks{};   // latency, by decades
};

// Linear in the requests but for sorting them.
Timeline timeline_chart(const Report& report);

// "0.03 ms", "12 ms", "5.0 s": two digits that count, the same on every machine.
std::string duration_words(double milliseconds);

// With two digits after the point; of numbers that are not negative.
std::string hundredths(double value);

// The value that the share `quantile` of sorted `values` does not exceed; 0 when there are none.
double quantile_of(const std::vector<double>& values, double quantile);

}  // namespace assay

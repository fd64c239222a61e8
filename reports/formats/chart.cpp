#include "reports/formats/chart.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>

namespace assay {
namespace {

constexpr double chart_width = 1000;
constexpr double height = 200;
constexpr int grain = 2;  // marks nearer than this are one
constexpr double shortest_time = 0.001;

struct Kind {
  const char* id;
  const char* name;
};
constexpr std::array<Kind, 6> kinds = {{{"s2", "2xx"},
                                        {"s4", "4xx"},
                                        {"limited", "429 Too Many Requests"},
                                        {"s5", "5xx"},
                                        {"other", "another status"},
                                        {"silent", "no usable answer"}}};

std::size_t kind_of(int status) {
  if (status == 0) return 5;
  if (status == 429) return 2;
  if (status >= 200 && status < 300) return 0;
  if (status >= 400 && status < 500) return 1;
  return status >= 500 && status < 600 ? 3 : 4;
}

std::string fixed(double number, int digits) {
  std::array<char, 64> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed, digits);
  return {buffer.data(), end.ptr};
}

double last_of(const Report& report) {
  double last = report.run.duration_ms;
  for (const Report::Moment& moment : report.timeline) last = std::max(last, moment.sent_ms);
  return std::max(last, 1.0);
}

struct Decades {
  int first = 0;
  int last = 1;
};

// At most 9 of them: 1 microsecond to 1000 seconds and more.
Decades decades_of(const Report& report) {
  double shortest = 1e6;
  double longest = shortest_time;
  for (const Report::Moment& moment : report.timeline) {
    shortest = std::min(shortest, std::max(moment.duration_ms, shortest_time));
    longest = std::max(longest, std::min(moment.duration_ms, 1e6));
  }
  const int first = static_cast<int>(std::floor(std::log10(std::min(shortest, longest))));
  return {first, std::max(first + 1, static_cast<int>(std::ceil(std::log10(longest))))};
}

double height_of(double duration_ms, Decades decades) {
  const double log = std::log10(std::clamp(duration_ms, shortest_time, 1e6));
  return height * (1 - (log - decades.first) / (decades.last - decades.first));
}

// The greatest of 1, 2, 5, 10, 20, 50, ... that is not above `step`: three to eight ticks.
double round_step(double step) {
  const double decade = std::pow(10, std::floor(std::log10(step)));
  return decade * (step >= 5 * decade ? 5 : step >= 2 * decade ? 2 : 1);
}

int grain_of(double value) { return static_cast<int>(std::lround(value / grain)) * grain; }

using Places = std::set<std::pair<int, int>>;

std::string path_of(const Places& places, std::size_t kind) {
  std::string path;
  for (const auto& [x, y] : places)
    path += kind == 5 ? 'M' + std::to_string(x) + " 0V200" : 'M' + std::to_string(x) + ' ' + std::to_string(y) + "h1";
  return path;
}

}  // namespace

std::vector<BarPart> outcome_bar(const Report& report) {
  std::vector<BarPart> bar;
  double all = 0;
  for (const auto& [kind, count] : report.counts) all += static_cast<double>(count);
  double x = 0;
  for (const VerdictKind kind : verdict_kinds) {
    const auto count = report.counts.find(kind);
    if (count == report.counts.end() || count->second == 0) continue;
    const double width = chart_width * static_cast<double>(count->second) / all;
    bar.push_back({.kind = kind, .count = count->second, .x = x, .width = width});
    x += width;
  }
  return bar;
}

Timeline timeline_chart(const Report& report) {
  if (report.timeline.empty()) return {};
  const double last = last_of(report);
  const Decades decades = decades_of(report);
  std::array<Series, kinds.size()> series;
  std::array<Places, kinds.size()> places;
  for (const Report::Moment& moment : report.timeline) {
    const std::size_t kind = kind_of(moment.status);
    series[kind].durations_ms.push_back(moment.duration_ms);
    const int y = kind == 5 ? 0 : grain_of(height_of(moment.duration_ms, decades));
    places[kind].emplace(grain_of(chart_width * moment.sent_ms / last), y);
  }
  Timeline chart;
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    if (series[kind].durations_ms.empty()) continue;
    std::sort(series[kind].durations_ms.begin(), series[kind].durations_ms.end());
    series[kind].id = kinds[kind].id;
    series[kind].name = kinds[kind].name;
    series[kind].path = path_of(places[kind], kind);
    chart.series.push_back(std::move(series[kind]));
  }
  for (int decade = decades.last; decade >= decades.first; --decade)
    chart.y_ticks.push_back(
        {height_of(std::pow(10, decade), decades) / height * 100, duration_words(std::pow(10, decade))});
  const double step = round_step(last / 4);
  for (int i = 0; i * step <= last; ++i)
    chart.x_ticks.push_back({i * step / last * 100, i == 0 ? "0" : duration_words(i * step)});
  return chart;
}

std::string duration_words(double milliseconds) {
  const bool seconds = milliseconds >= 999.5;
  const double value = seconds ? milliseconds / 1000 : milliseconds;
  int digits = value >= 9.95 ? 0 : value >= 0.995 ? 1 : value >= 0.0995 ? 2 : 3;
  std::string text = fixed(value, digits);
  if (digits > 0) text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text + (seconds ? " s" : " ms");
}

std::string hundredths(double value) { return fixed(value, 2); }

double quantile_of(const std::vector<double>& values, double quantile) {
  if (values.empty()) return 0;
  const auto rank = static_cast<std::size_t>(std::ceil(quantile * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

}  // namespace assay

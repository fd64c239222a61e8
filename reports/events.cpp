#include "reports/events.h"

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <system_error>

#include "contracts/place.h"
#include "reports/report_text.h"
#include "reports/shown_exchanges.h"
#include "reports/side_effects.h"
#include "reports/write_report.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFirstJudged = 8;  // exchanges

std::string report_line(Report report) {
  report.exchanges.clear();
  report.timeline.clear();
  return R"({"event":"report","report":)" + json_text_of(report, Layout::one_line) + "}\n";
}

[[noreturn]] void cannot_write(const std::string& file) {
  throw BadDocument({.file = file, .line = 0, .pointer = ""},
                    "cannot be written: check the permissions, the free space and --report-dir");
}

// Indices into `heard`, in the order of sending.
std::vector<std::size_t> by_sending(const std::vector<Exchange>& heard) {
  std::vector<std::size_t> order(heard.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return heard[a].sent < heard[b].sent; });
  return order;
}

// Citations of the n-th exchange sent become those of the number under which it was heard.
void cite_by_hearing(const std::vector<std::size_t>& order, std::vector<std::size_t>& citations) {
  for (std::size_t& id : citations)
    if (id < order.size()) id = order[id];
}

bool needs_redaction(const std::string& file, const Redactor& redactor) {
  std::ifstream lines(file, std::ios::binary);
  for (std::string line; std::getline(lines, line);)
    if (redactor.redact(line) != line) return true;
  if (!lines.is_open() || lines.bad()) cannot_write(file);
  return false;
}

// Line by line, so that a long run's events need no memory; beside the file first, so that none of it is ever lost.
void redact_lines(const std::string& file, const Redactor& redactor) {
  const std::string beside = file + ".redacted";
  std::ifstream lines(file, std::ios::binary);
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  std::error_code error;
  fs::permissions(beside, fs::perms::owner_read | fs::perms::owner_write, error);
  for (std::string line; std::getline(lines, line);) out << redactor.redact(line) << '\n';
  out.close();
  if (!out || lines.bad() || error) cannot_write(beside);
  fs::rename(beside, file, error);
  if (error) cannot_write(file);
}

}  // namespace

EventLog::EventLog(std::string file, RunFacts facts, const Contract& contract, Conditions conditions,
                   Redactor& redactor)
    : file_(std::move(file)),
      facts_(std::move(facts)),
      contract_(contract),
      conditions_(std::move(conditions)),
      redactor_(redactor) {
  std::error_code error;
  fs::create_directories(fs::path(file_).parent_path(), error);
  stream_.open(file_, std::ios::binary | std::ios::trunc);
  fs::permissions(file_, fs::perms::owner_read | fs::perms::owner_write, error);
  if (!stream_ || error) cannot_write(file_);
  history_.started = facts_.started;
  judge_again();
  if (!stream_) cannot_write(file_);
}

void EventLog::write(std::string_view line) { stream_ << line << std::flush; }

void EventLog::judge_again() {
  std::vector<Exchange>& heard = history_.exchanges;
  const std::vector<std::size_t> order = by_sending(heard);
  History sent{.way = history_.way, .started = history_.started};
  sent.exchanges.reserve(order.size());
  for (const std::size_t index : order) {
    const auto until = std::chrono::duration_cast<std::chrono::milliseconds>(heard[index].done);
    facts_.duration = std::max(facts_.duration, until);
    sent.exchanges.push_back(std::move(heard[index]));  // and back below: no copy
  }
  const auto verdicts = judge(contract_, sent, conditions_);
  Report report = make_report(facts_, contract_, sent, verdicts, conditions_, redactor_);
  for (Report::Clause& clause : report.clauses) {
    cite_by_hearing(order, clause.samples);
    for (Report::Finding& finding : clause.findings) cite_by_hearing(order, finding.exchanges);
  }
  write(report_line(std::move(report)));
  for (std::size_t k = 0; k < order.size(); ++k) heard[order[k]] = std::move(sent.exchanges[k]);
  judged_ = heard.size();
}

// Within one execution the exchanges of a round are heard in the order in which they were done, rounds follow each other,
// and those of a lane never overlap.
void EventLog::follow_clock(const Exchange& exchange) {
  const auto& all = history_.exchanges;
  const bool next_scenario = !all.empty() && all.back().scenario != exchange.scenario;
  const auto lane = lane_done_.find(exchange.lane);
  const bool starts_anew = exchange.done < last_done_ || (next_scenario && exchange.sent < last_done_) ||
                           (lane != lane_done_.end() && exchange.sent < lane->second);
  if (starts_anew) {
    begun_ = latest_;
    lane_done_.clear();
  }
  last_done_ = exchange.done;
  lane_done_[exchange.lane] = exchange.done;
}

void EventLog::heard(const Exchange& raw) {
  follow_clock(raw);
  Exchange exchange = raw;
  exchange.sent += begun_;
  exchange.done += begun_;
  latest_ = std::max(latest_, exchange.done);
  auto& all = history_.exchanges;
  const bool next_scenario = !all.empty() && all.back().scenario != exchange.scenario;
  if (next_scenario || all.size() >= 2 * judged_ + kFirstJudged) judge_again();
  if (const Response* response = response_of(exchange)) redactor_.taint_answer(response->body);
  Report::Exchange shown = show_exchange(all.size(), exchange, history_.started, redactor_);
  all.push_back(exchange);
  Report::SideEffects effects = side_effects_of(contract_, {.exchanges = {exchange}, .started = history_.started}, "");
  write(R"({"event":"exchange","exchange":)" + json_text_of(shown, Layout::one_line) + R"(,"tokens":)" +
        json_text_of(effects.tokens, Layout::one_line) + "}\n");
}

void EventLog::forget_exchanges() {
  if (!order_.empty()) return;
  order_ = by_sending(history_.exchanges);
  history_.exchanges = {};
}

LeakSearch EventLog::finish(Report last) {
  forget_exchanges();
  for (Report::Clause& clause : last.clauses) {
    cite_by_hearing(order_, clause.samples);
    for (Report::Finding& finding : clause.findings) cite_by_hearing(order_, finding.exchanges);
  }
  write(report_line(std::move(last)));
  write("{\"event\":\"end\"}\n");
  stream_.close();
  if (!stream_) cannot_write(file_);
  if (needs_redaction(file_, redactor_)) redact_lines(file_, redactor_);
  return audit_leaks({file_}, redactor_, SearchBy::line);
}

}  // namespace assay

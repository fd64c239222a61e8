#include "reports/events/events.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "contracts/documents/place.h"
#include "reports/json/report_writer.h"
#include "reports/model/private_file.h"
#include "reports/operations.h"
#include "reports/shown_exchanges.h"
#include "reports/side_effects.h"
#include "reports/write_report.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t first_judged = 8;     // exchanges
constexpr std::size_t judged_again_at = 4;  // times as many: all of it costs a third of judging once at the end

std::string report_line(Report report) {
  report.exchanges.clear();
  report.timeline.clear();
  return R"({"event":"report","report":)" + json_text_of(report, Layout::one_line) + "}\n";
}

// The members that name the operation asked for; empty: it was none of the policy's.
std::string operation_of(const std::optional<AskedOperation>& asked) {
  if (!asked) return "";
  const nlohmann::json id(asked->id);
  return R"(,"operation":)" + id.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
         (asked->success == AskedOperation::Success::yes ? R"(,"success":true)" : R"(,"success":false)");
}

[[noreturn]] void cannot_write(const std::string& file) {
  throw BadDocument({.file = file, .line = 0, .pointer = ""},
                    "cannot be written: check the permissions, the free space and --report-dir");
}

// Line by line, so that a long run's events need no memory; beside the file first, so that none of it is ever lost.
void redact_lines(const std::string& file, const Redactor& redactor) {
  const std::string beside = file + ".redacted";
  std::ifstream lines(file, std::ios::binary);
  {
    PrivateFile out(beside);
    for (std::string line; std::getline(lines, line);) out.write(redactor.redact(line) + '\n');
  }
  if (lines.bad()) cannot_write(beside);
  std::error_code error;
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
      judge_(contract, conditions_),
      redactor_(redactor) {
  std::error_code error;
  fs::create_directories(fs::path(file_).parent_path(), error);
  out_.emplace(file_);
  const History nothing{.started = facts_.started};
  learn_run(facts_, nothing, redactor_);  // each exchange is learnt when it is written
  judge_again(nothing);
}

void EventLog::write(std::string_view line) { out_->write(line); }

void EventLog::judge_again(const History& so_far) {
  const auto verdicts = judge_.judge(so_far);
  write(report_line(make_report(facts_, contract_, so_far, verdicts, conditions_, redactor_)));
  judged_ = so_far.exchanges.size();
}

void EventLog::write_exchange(const History& so_far, std::size_t index) {
  const Exchange& exchange = so_far.exchanges[index];
  facts_.duration = std::max(facts_.duration, std::chrono::duration_cast<std::chrono::milliseconds>(exchange.done));
  redactor_.learn_request(exchange.request);
  if (const Response* response = response_of(exchange)) redactor_.taint_answer(*response);
  const Report::Exchange shown = show_exchange(index, exchange, so_far.started, redactor_);
  const Report::SideEffects effects =
      side_effects_of(contract_, {.exchanges = {exchange}, .started = so_far.started}, "");
  write(R"({"event":"exchange","exchange":)" + json_text_of(shown, Layout::one_line) +
        operation_of(asked_operation(contract_, exchange)) + R"(,"resources":)" +
        json_text_of(effects.resources, Layout::one_line) + R"(,"at_most":)" + std::to_string(effects.at_most) + "}\n");
}

void EventLog::heard(const History& so_far, std::size_t first) {
  const auto& all = so_far.exchanges;
  for (std::size_t index = first; index < all.size(); ++index) write_exchange(so_far, index);
  const bool next_scenario = first > 0 && all[first - 1].scenario != all[first].scenario;
  if (next_scenario || all.size() > judged_again_at * judged_ + first_judged) judge_again(so_far);
}

LeakSearch EventLog::finish(Report last) {
  write(report_line(std::move(last)));
  write("{\"event\":\"end\"}\n");
  out_.reset();
  LeakSearch search = search_leaks({file_}, redactor_, SearchBy::line);
  if (search.hits.empty()) return search;
  redact_lines(file_, redactor_);  // what was written before it was known as a secret
  return audit_leaks({file_}, redactor_, SearchBy::line);
}

}  // namespace assay

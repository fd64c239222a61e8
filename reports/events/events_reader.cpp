#include <nlohmann/json.hpp>
#include <optional>

#include "contracts/documents/json_body.h"
#include "contracts/documents/place.h"
#include "reports/events/events.h"
#include "reports/json/load_report.h"
#include "reports/json/report_reader.h"
#include "reports/json/seal.h"
#include "reports/operations.h"
#include "reports/side_effects.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr const char* advice = "; is this the events.ndjson of a run of assay check?";

class Events {
 public:
  explicit Events(std::string file) : file_(std::move(file)) {}

  void read(std::string_view line, int number);
  Report report();

 private:
  [[noreturn]] void refuse(int line, const std::string& message) const {
    throw BadDocument({.file = file_, .line = line, .pointer = ""}, message + advice);
  }
  void add_exchange(const json& event);
  void add_effects(const std::vector<Report::ResourceEffect>& effects);
  void tell_heard(Report& report);

  std::string file_;
  std::optional<Report> last_{};
  std::vector<Report::Exchange> exchanges_{};
  std::vector<Report::ResourceEffect> resources_{};
  std::vector<AskedOperation> asked_{};
  std::size_t at_most_ = 0;
  std::size_t judged_ = 0;
  bool ended_ = false;
};

void Events::read(std::string_view line, int number) {
  const JsonBody body = read_json(line);
  if (!body.faults.empty()) refuse(number, "the line is no JSON: " + body.faults.front().message);
  const json& event = body.value;
  const std::string kind = event.is_object() && event.contains("event") && event["event"].is_string()
                               ? event["event"].get<std::string>()
                               : "";
  const std::string member = kind == "report" || kind == "exchange" ? kind : "event";
  if (kind.empty() || !event.contains(member)) refuse(number, "the line is no event");
  try {
    if (kind == "report") {
      last_ = report_from_value(event["report"], file_, "/report");
      judged_ = exchanges_.size();
    }
    if (kind == "exchange") add_exchange(event);
  } catch (const BadDocument& error) {
    throw BadDocument({.file = file_, .line = number, .pointer = error.place.pointer}, error.message);
  }
  ended_ = ended_ || kind == "end";
}

void Events::add_exchange(const json& event) {
  exchanges_.push_back(exchange_from_value(event["exchange"], file_, "/exchange"));
  if (event.contains("resources")) add_effects(effects_from_value(event["resources"], file_, "/resources"));
  if (event.contains("operation") && event["operation"].is_string()) {
    const bool succeeded = event.contains("success") && event["success"] == true;
    using enum AskedOperation::Success;
    asked_.push_back({.id = event["operation"].get<std::string>(), .success = succeeded ? yes : no});
  }
  if (event.contains("at_most") && event["at_most"].is_number_unsigned())
    at_most_ += event["at_most"].get<std::size_t>();
}

void Events::add_effects(const std::vector<Report::ResourceEffect>& effects) {
  for (const Report::ResourceEffect& effect : effects) {
    auto known = resources_.begin();
    while (known != resources_.end() && known->id != effect.id) ++known;
    if (known == resources_.end()) known = resources_.insert(known, {.id = effect.id});
    known->rotated += effect.rotated;
    known->may_have_rotated += effect.may_have_rotated;
    known->last_secret_issued = std::max(known->last_secret_issued, effect.last_secret_issued);
  }
}

// What the last report could not know: the exchanges since. None of the last secrets is certain: more may have been
// under way.
void Events::tell_heard(Report& report) {
  report.side_effects.resources = std::move(resources_);
  report.side_effects.at_most = at_most_;
  for (Report::Operation& operation : report.operations) operation.requests = operation.successes = 0;
  for (const AskedOperation& asked : asked_) count(asked, report.operations);
  report.side_effects.statement = statement_of(report.side_effects);
  report.run.stopped_early =
      std::string(interrupted_mark) +
      "the run was killed or crashed; this is told from its events: " + std::to_string(report.exchanges.size()) +
      " exchanges were heard, the clauses were judged after " + std::to_string(judged_) + " of them";
  if (report.verdict != Conclusion::does_not_conform) report.verdict = Conclusion::inconclusive;
  report.side_effects.statement += " The run was killed: what was under way then may have rotated more.";
}

Report Events::report() {
  if (!last_) refuse(0, "holds no report");
  Report report = std::move(*last_);
  report.exchanges = std::move(exchanges_);
  report.run.requests = report.run.rotations = report.run.too_many_requests = 0;
  for (const Report::Exchange& exchange : report.exchanges) {
    const int status = exchange.response ? exchange.response->status : 0;
    report.timeline.push_back({exchange.sent_ms, exchange.duration_ms, status});
    report.run.too_many_requests += status == 429 ? 1 : 0;
    ++report.run.requests;
  }
  if (!ended_) tell_heard(report);
  for (const Report::ResourceEffect& effect : report.side_effects.resources) report.run.rotations += effect.rotated;
  seal(report);
  return report;
}

}  // namespace

Report report_from_events(std::string_view text, const std::string& file) {
  Events events(file);
  int number = 0;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    events.read(text.substr(0, end), ++number);
    text.remove_prefix(end + 1);
  }
  return events.report();
}

}  // namespace assay

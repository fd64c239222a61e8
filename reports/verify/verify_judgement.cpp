#include "reports/verify/verify_judgement.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>

#include "contracts/documents/json_body.h"
#include "contracts/judge/reading.h"
#include "reports/events/events.h"
#include "reports/formats/outcomes.h"
#include "reports/redaction/redactor.h"
#include "reports/redaction/shown_words.h"

namespace assay {
namespace {

constexpr std::string_view cut = "... (cut)";
constexpr std::string_view sizes[] = {hidden_text, hidden_number};  // of text that was hidden

// A clause that was judged, and of which no finding is told. That of a run that was killed was not judged by all
// exchanges.
bool is_called_kept(const Report::Clause& clause, const Report& report) {
  if (!clause.findings.empty() || report.run.stopped_early.starts_with(interrupted_mark)) return false;
  if (clause.verdict == VerdictKind::untested) return !was_left_out(clause);
  return clause.verdict == VerdictKind::pass || clause.verdict == VerdictKind::na;
}

bool is_told_by_size(std::string_view text) {
  return std::any_of(std::begin(sizes), std::end(sizes),
                     [&](std::string_view mark) { return text.find(mark) != std::string_view::npos; });
}

bool is_redacted(std::string_view text) {
  return text.find("secret#") != std::string_view::npos || is_told_by_size(text);
}

// Whether the exchange stands in the report as it was said, but for secrets in a JSON body that is one still.
bool is_whole(const Report::Exchange& exchange) {
  const Report::Request& request = exchange.request;
  if (is_redacted(request.method) || is_redacted(request.target) || request.target.ends_with(cut)) return false;
  if (!request.body.note.empty()) return false;
  if (!exchange.response) return exchange.no_response.has_value();
  for (const Report::HeaderField& header : exchange.response->headers)
    if (equal_ignoring_case(header.name, "content-type") && is_redacted(header.value)) return false;
  const Report::Body& body = exchange.response->body;
  return body.note.empty() && (!is_redacted(body.text) || read_json(body.text).faults.empty());
}

std::optional<NoResponse> silence_of(const Report::Silence& shown) {
  for (int i = 0; i <= static_cast<int>(NoResponse::Why::not_sent); ++i)
    if (const auto why = static_cast<NoResponse::Why>(i); to_text(why) == shown.why)
      return NoResponse{why, shown.detail};
  return std::nullopt;
}

Headers headers_of(const std::vector<Report::HeaderField>& shown) {
  Headers headers;
  for (const Report::HeaderField& field : shown) headers.push_back({field.name, field.value});
  return headers;
}

std::optional<Exchange> exchange_of(const Report::Exchange& shown) {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  Exchange exchange{.request = {shown.request.method, shown.request.target, headers_of(shown.request.headers),
                                shown.request.body.text},
                    .sent = std::chrono::duration_cast<RunTime>(Milliseconds(shown.sent_ms)),
                    .lane = shown.lane,
                    .scenario = shown.scenario};
  exchange.done = exchange.sent + std::chrono::duration_cast<RunTime>(Milliseconds(shown.duration_ms));
  if (shown.response) {
    exchange.outcome = Response{shown.response->status, shown.response->reason, headers_of(shown.response->headers),
                                shown.response->body.text, nullptr};
    return exchange;
  }
  const auto silence = silence_of(*shown.no_response);
  if (silence) exchange.outcome = *silence;
  return silence ? std::optional(exchange) : std::nullopt;
}

class Court {
 public:
  Court(const Report& report, const Contract& contract, Verification& result)
      : report_(report), contract_(contract), result_(result) {
    for (const Report::Exchange& shown : report.exchanges)
      if (is_whole(shown))
        if (auto exchange = exchange_of(shown)) {
          history_.exchanges.push_back(std::move(*exchange));
          shown_.push_back(&shown);
          is_heard_[shown.id] = true;
        }
    readings_ = read_history(contract_, history_);
  }

  void judge(std::size_t index, const Check& check) {
    const Report::Clause& clause = report_.clauses[index];
    std::map<std::size_t, std::vector<Finding>> found;  // by the id of the exchange that shows it
    for (Finding& finding : check.run({contract_, history_, readings_}).findings)
      if (const std::size_t at = finding.exchanges.back(); stands(clause.id, finding, at))
        found[shown_[at]->id].push_back(std::move(finding));
    const std::string pointer = "/clauses/" + std::to_string(index);
    if (is_called_kept(clause, report_) && !found.empty())
      tell(pointer + "/verdict", clause,
           "no finding is told, and exchange " + std::to_string(found.begin()->first) +
               " breaks it: " + found.begin()->second.front().message);
    for (std::size_t f = 0; f < clause.findings.size(); ++f)
      if (!is_confirmed(clause, clause.findings[f], found))
        tell(pointer + "/findings/" + std::to_string(f), clause,
             "the exchange that it cites does not show it: " + clause.findings[f].message);
  }

 private:
  void tell(const std::string& pointer, const Report::Clause& clause, const std::string& message) {
    result_.discrepancies.push_back({pointer, clause.id + ": " + message});
  }

  // A defect of a body's form is not believed where a secret was taken out of it.
  bool stands(const std::string& clause, const Finding& finding, std::size_t at) const {
    if (!clause.starts_with("shape/") || finding.pointer.empty() || !shown_[at]->response) return true;
    const JsonBody body = read_json(shown_[at]->response->body.text);
    const nlohmann::json::json_pointer place(finding.pointer);
    if (is_redacted(finding.pointer)) return false;
    return body.faults.empty() && (!body.value.contains(place) || !is_redacted(body.value.at(place).dump()));
  }

  bool is_confirmed(const Report::Clause& clause, const Report::Finding& told_finding,
                    const std::map<std::size_t, std::vector<Finding>>& found) const {
    const auto& cited = told_finding.exchanges;
    const bool heard = std::all_of(cited.begin(), cited.end(), [&](std::size_t id) { return is_heard_.contains(id); });
    if (cited.empty() || !heard || (clause.id.starts_with("shape/") && hides_secret(cited.back()))) return true;
    if (is_told_by_size(told_finding.actual) && hides_secret(cited.back())) return true;  // neither shows what it was
    const auto again = found.find(cited.back());
    return again != found.end() && std::any_of(again->second.begin(), again->second.end(), [&](const Finding& finding) {
             return finding.message == told(told_finding).message && finding.pointer == told_finding.pointer &&
                    (clause.id.starts_with("secret/") || told_finding.actual.ends_with(cut) ||
                     is_told_by_size(told_finding.actual) || finding.actual == told_finding.actual);
           });
  }

  bool hides_secret(std::size_t id) const {
    const auto shown = std::find_if(shown_.begin(), shown_.end(), [&](const auto* each) { return each->id == id; });
    return shown == shown_.end() || ((*shown)->response && is_redacted((*shown)->response->body.text));
  }

  const Report& report_;
  const Contract& contract_;
  Verification& result_;
  History history_{};
  std::vector<Reading> readings_{};
  std::vector<const Report::Exchange*> shown_{};  // as in history_
  std::map<std::size_t, bool> is_heard_{};        // by id
};

}  // namespace

void verify_judgement(const Report& report, const Contract& contract, const Catalogue& catalogue,
                      Verification& result) {
  if (report.document.sha256 != contract.sha256) {
    result.notes.push_back(
        "the exchanges were not judged again: the document of the report is not at hand; give it with --document FILE");
    return;
  }
  Court court(report, contract, result);
  for (std::size_t i = 0; i < report.clauses.size(); ++i)
    for (const auto& check : catalogue)
      if (check->id == report.clauses[i].id && check->judged_again == Check::JudgedAgain::yes) court.judge(i, *check);
}

}  // namespace assay

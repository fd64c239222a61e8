#include "reports/shown_exchanges.h"

#include <chrono>
#include <set>

#include "reports/model/timestamp.h"
#include "reports/redaction/shown_text.h"

namespace assay {
namespace {

std::vector<Report::HeaderField> show_headers(const Headers& headers, const Redactor& redactor) {
  std::vector<Report::HeaderField> shown;
  for (const Header& header : headers)
    shown.push_back({show_text(header.name, redactor), to_valid_utf8(redactor.redact_header(header))});
  return shown;
}

std::vector<Report::HeaderField> show_answer_headers(const Headers& headers, const Redactor& redactor) {
  std::vector<Report::HeaderField> shown;
  for (const Header& header : headers)
    shown.push_back({show_quote(header.name, redactor), to_valid_utf8(redactor.show_header(header))});
  return shown;
}

class ShownIds {
 public:
  ShownIds(std::size_t limit, std::size_t end) : limit_(limit), end_(end) {}
  void add(std::size_t id) {
    if (id < end_ && ids_.size() < limit_) ids_.insert(id);
  }
  const std::set<std::size_t>& ids() const { return ids_; }

 private:
  std::size_t limit_;
  std::size_t end_;
  std::set<std::size_t> ids_{};
};

}  // namespace

Report::Exchange show_exchange(std::size_t id, const Exchange& exchange, std::chrono::system_clock::time_point started,
                               const Redactor& redactor) {
  const Request& request = exchange.request;
  Report::Exchange shown{.id = id,
                         .scenario = exchange.scenario,
                         .lane = exchange.lane,
                         .sent = to_timestamp(clock_time(started, exchange.sent)),
                         .sent_ms = to_ms(exchange.sent),
                         .duration_ms = to_ms(exchange.done - exchange.sent),
                         .request = {show_text(request.method, redactor), show_text(request.target, redactor),
                                     show_headers(request.headers, redactor), show_body(request.body, redactor)}};
  if (const Response* response = response_of(exchange))
    shown.response = {response->status, show_quote(response->reason, redactor),
                      show_answer_headers(response->headers, redactor), show_answer(response->body, redactor)};
  if (const auto* silence = std::get_if<NoResponse>(&exchange.outcome))
    shown.no_response = {std::string(to_text(silence->why)), show_quote(silence->detail, redactor)};
  return shown;
}

std::vector<Report::Exchange> shown_exchanges(const std::vector<Report::Clause>& clauses, const History& history,
                                              std::size_t limit, const Redactor& redactor) {
  ShownIds selection(limit, history.exchanges.size());
  for (const auto& clause : clauses)
    for (const auto& finding : clause.findings)
      if (!finding.exchanges.empty()) selection.add(finding.exchanges.back());
  for (const auto& clause : clauses)
    for (const std::size_t id : clause.samples) selection.add(id);
  for (const auto& clause : clauses)
    for (const auto& finding : clause.findings)
      for (const std::size_t id : finding.exchanges) selection.add(id);
  std::vector<Report::Exchange> shown;
  for (const std::size_t id : selection.ids())
    shown.push_back(show_exchange(id, history.exchanges[id], history.started, redactor));
  return shown;
}

std::vector<Report::Moment> timeline_of(const History& history) {
  std::vector<Report::Moment> timeline;
  for (const Exchange& exchange : history.exchanges) {
    const auto* silence = std::get_if<NoResponse>(&exchange.outcome);
    if (silence && silence->why == NoResponse::Why::not_sent) continue;
    const Response* response = response_of(exchange);
    timeline.push_back({.sent_ms = to_ms(exchange.sent),
                        .duration_ms = to_ms(exchange.done - exchange.sent),
                        .status = response ? response->status : 0});
  }
  return timeline;
}

}  // namespace assay

#include "reports/verify/verify_evidence.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "contracts/http/http.h"
#include "reports/make_report.h"

namespace assay {
namespace {

std::string exchange_at(std::size_t index) { return "/exchanges/" + std::to_string(index); }

std::set<std::size_t> verify_exchanges(const Report& report, Verification& result) {
  std::set<std::size_t> ids;
  for (std::size_t i = 0; i < report.exchanges.size(); ++i) {
    const Report::Exchange& exchange = report.exchanges[i];
    if (!ids.empty() && exchange.id <= *ids.rbegin())
      result.discrepancies.push_back({exchange_at(i) + "/id", "does not follow the id before it"});
    ids.insert(exchange.id);
    if (exchange.response.has_value() == exchange.no_response.has_value())
      result.discrepancies.push_back({exchange_at(i), "must hold either a response or why there is none"});
    if (exchange.duration_ms < 0 || exchange.sent_ms < 0)
      result.discrepancies.push_back({exchange_at(i), "took less than no time"});
  }
  if (report.exchanges.size() > report.run.requests)
    result.discrepancies.push_back({"/run/requests", "is " + std::to_string(report.run.requests) + ", and " +
                                                         std::to_string(report.exchanges.size()) +
                                                         " exchanges are shown"});
  return ids;
}

// A report that is not full shows all that is cited.
void verify_citations(const Report& report, const std::set<std::size_t>& shown, Verification& result) {
  if (report.exchanges.size() >= most_shown_exchanges) {
    result.notes.push_back("the report shows as many exchanges as it may: citations were not looked at");
    return;
  }
  const auto require_shown = [&](std::size_t id, const std::string& pointer) {
    if (!shown.contains(id))
      result.discrepancies.push_back(
          {pointer, "cites exchange " + std::to_string(id) + ", which is not in the report"});
  };
  for (std::size_t c = 0; c < report.clauses.size(); ++c) {
    const std::string pointer = "/clauses/" + std::to_string(c);
    for (const std::size_t id : report.clauses[c].samples) require_shown(id, pointer + "/samples");
    const auto& findings = report.clauses[c].findings;
    for (std::size_t f = 0; f < findings.size(); ++f)
      for (const std::size_t id : findings[f].exchanges)
        require_shown(id, pointer + "/findings/" + std::to_string(f) + "/exchanges");
  }
}

void verify_effects(const Report& report, Verification& result) {
  std::size_t rotations = 0;
  for (const Report::ResourceEffect& effect : report.side_effects.resources) rotations += effect.rotated;
  if (rotations != report.run.rotations)
    result.discrepancies.push_back({"/run/rotations", "is " + std::to_string(report.run.rotations) +
                                                          ", the side effects give " + std::to_string(rotations)});
  if (report.run.rotations > report.run.requests)
    result.discrepancies.push_back({"/run/rotations", "is more than the requests that were sent"});
}

void verify_operations(const Report& report, Verification& result) {
  std::size_t requests = 0, successes = 0;
  for (std::size_t i = 0; i < report.operations.size(); ++i) {
    const Report::Operation& operation = report.operations[i];
    requests += operation.requests;
    successes += operation.successes;
    if (operation.successes > operation.requests)
      result.discrepancies.push_back(
          {"/operations/" + std::to_string(i) + "/successes", "is more than the requests of the operation"});
  }
  const auto answered = std::count_if(report.timeline.begin(), report.timeline.end(), [](const Report::Moment& moment) {
    return moment.status >= 200 && moment.status < 300;
  });
  if (requests > report.run.requests)
    result.discrepancies.push_back(
        {"/operations", "tells of " + std::to_string(requests) + " requests, more than the run sent"});
  if (successes > static_cast<std::size_t>(answered))
    result.discrepancies.push_back(
        {"/operations", "tells of " + std::to_string(successes) + " successes, more than the timeline has"});
}

// Every request that left the process has its moment, also each that is shown.
void verify_timeline(const Report& report, Verification& result) {
  std::multiset<std::tuple<double, double, int>> moments;
  std::size_t limited = 0, successes = 0;
  for (const Report::Moment& moment : report.timeline) {
    moments.emplace(moment.sent_ms, moment.duration_ms, moment.status);
    limited += moment.status == 429 ? 1 : 0;
    successes += moment.status >= 200 && moment.status < 300 ? 1 : 0;
  }
  const auto expect = [&](std::size_t number, std::size_t counted, const std::string& pointer) {
    if (number != counted)
      result.discrepancies.push_back(
          {pointer, "is " + std::to_string(number) + ", the timeline gives " + std::to_string(counted)});
  };
  expect(report.run.requests, report.timeline.size(), "/run/requests");
  expect(report.run.too_many_requests, limited, "/run/too_many_requests");
  if (report.run.rotations > successes)
    result.discrepancies.push_back({"/run/rotations", "is more than the successes in the timeline"});
  for (std::size_t i = 0; i < report.exchanges.size(); ++i) {
    const Report::Exchange& exchange = report.exchanges[i];
    if (exchange.no_response && exchange.no_response->why == to_text(NoResponse::Why::not_sent)) continue;
    const int status = exchange.response ? exchange.response->status : 0;
    const auto moment = moments.find({exchange.sent_ms, exchange.duration_ms, status});
    if (moment == moments.end())
      result.discrepancies.push_back({exchange_at(i), "is not in the timeline with its times and status"});
    else
      moments.erase(moment);
  }
}

void verify_deliveries(const Report& report, Verification& result) {
  if (!report.deliveries) return;
  const auto expect_sent = [&](std::size_t id, const std::string& pointer) {
    if (id >= report.run.requests)
      result.discrepancies.push_back({pointer, "names exchange " + std::to_string(id) + ", more than the run sent"});
  };
  for (std::size_t i = 0; i < report.deliveries->heard.size(); ++i) {
    const Report::Delivery& delivery = report.deliveries->heard[i];
    const std::string pointer = "/deliveries/heard/" + std::to_string(i);
    for (const auto* named : {&delivery.signers, &delivery.live})
      for (const std::size_t id : *named) expect_sent(id, pointer);
    if (delivery.trigger) expect_sent(*delivery.trigger, pointer + "/trigger");
    if (i > 0 && delivery.received_ms < report.deliveries->heard[i - 1].received_ms)
      result.discrepancies.push_back({pointer, "came before the one before it"});
  }
}

void verify_waivers(const Report& report, Verification& result) {
  for (std::size_t w = 0; w < report.waivers.size(); ++w) {
    const Report::Waiver& waiver = report.waivers[w];
    const std::string pointer = "/waivers/" + std::to_string(w);
    if (waiver.state == "live" && waiver.expires < report.run.started.substr(0, 10))
      result.discrepancies.push_back({pointer, "is called live, and had expired when the run began"});
    for (const Report::Clause& clause : report.clauses)
      if (clause.id == waiver.clause && waiver.state == "live" && clause.verdict != VerdictKind::waived)
        result.discrepancies.push_back({pointer, "is called live, and " + clause.id + " is not WAIVED"});
  }
}

}  // namespace

void verify_evidence(const Report& report, Verification& result) {
  const std::set<std::size_t> shown = verify_exchanges(report, result);
  verify_citations(report, shown, result);
  verify_timeline(report, result);
  verify_operations(report, result);
  verify_effects(report, result);
  verify_deliveries(report, result);
  verify_waivers(report, result);
}

}  // namespace assay

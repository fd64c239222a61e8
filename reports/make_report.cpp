#include "reports/make_report.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "contracts/digest.h"
#include "contracts/documents/document.h"
#include "contracts/documents/pointer.h"
#include "contracts/http/http_date.h"
#include "contracts/judge/asked_id.h"
#include "contracts/judge/coverage.h"
#include "contracts/scenarios/scenario.h"
#include "reports/curl.h"
#include "reports/deliveries.h"
#include "reports/formats/html.h"
#include "reports/json/report_json.h"
#include "reports/model/catalogue_digest.h"
#include "reports/model/timestamp.h"
#include "reports/operations.h"
#include "reports/public_words.h"
#include "reports/redaction/shown_text.h"
#include "reports/sent_again.h"
#include "reports/shown_exchanges.h"
#include "reports/side_effects.h"

namespace assay {
namespace {

constexpr std::size_t cited_exchanges = 10;  // a finding

std::string run_id(const RunFacts& facts, const Contract& contract) {
  std::string day = to_timestamp(facts.started).substr(0, 19);
  std::erase_if(day, [](char c) { return c == '-' || c == ':'; });
  const std::string what =
      to_timestamp(facts.started) + '\n' + std::to_string(facts.seed) + '\n' + facts.base_url + '\n' + contract.sha256;
  return day + "Z-" + sha256_hex(what).substr(0, 8);
}

template <class T>
std::vector<T> last_of(const std::vector<T>& list, std::size_t count) {
  return {list.end() - static_cast<std::ptrdiff_t>(std::min(count, list.size())), list.end()};
}

Report::Finding show(const Finding& finding, const std::string& base_url, const History& history,
                     const Redactor& redactor) {
  Report::Finding shown{.message = show_quote(finding.message, redactor),
                        .expected = show_quote(finding.expected, redactor),
                        .actual = show_quote(finding.actual, redactor),
                        .pointer = show_quote(finding.pointer, redactor),
                        .culprit = finding.culprit,
                        .exchanges = last_of(finding.exchanges, cited_exchanges)};
  if (!shown.exchanges.empty() && shown.exchanges.back() < history.exchanges.size())
    shown.reproduce = curl_line(base_url, history.exchanges[shown.exchanges.back()].request, redactor);
  return shown;
}

Report::ClauseSource source_of(const Source& source, const Contract& contract) {
  Report::ClauseSource shown{
      .source_class = std::string(1, source.source_class), .reference = source.reference, .pointer = source.pointer};
  if (source.pointer.empty()) return shown;
  const Place place = contract.place(source.pointer);
  shown.file = place.file;
  shown.line = place.line;
  return shown;
}

// Whether the request is one as anybody would write it: a rotation of an id as people write it, or a reading.
bool is_plain(const Contract& contract, const Request& request) {
  const Operation& operation = contract.operation();
  if (is_reading(operation, request)) return true;
  const auto asked = asked_id(operation, request);
  if (!asked || asked->kind != AskedId::Kind::exact || asked->value.starts_with('-')) return false;
  const Request plain = rotation(contract, asked->value, {});
  return request.target == plain.target && request.body == plain.body;
}

// What explore shrank stands first; then what a plain request shows, since a reader tries the first one.
std::vector<const Finding*> in_order(const std::vector<Finding>& findings, const Contract& contract,
                                     const History& history) {
  std::vector<const Finding*> order;
  for (const Finding& finding : findings) order.push_back(&finding);
  const auto is_later = [&](const Finding* finding) {
    if (finding->exchanges.empty() || finding->exchanges.back() >= history.exchanges.size()) return true;
    return finding->message.find(" (explore, seed ") == std::string::npos &&
           !is_plain(contract, history.exchanges[finding->exchanges.back()].request);
  };
  std::stable_partition(order.begin(), order.end(), [&](const Finding* finding) { return !is_later(finding); });
  return order;
}

// An exchange that shows the clause broken is no sample of it kept.
bool is_cited(const std::vector<Finding>& findings, std::size_t exchange) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return std::find(finding.exchanges.begin(), finding.exchanges.end(), exchange) != finding.exchanges.end();
  });
}

Report::Clause show(const Verdict& verdict, const std::string& base_url, const Contract& contract,
                    const History& history, const Redactor& redactor) {
  const Evidence& evidence = verdict.evidence;
  Report::Clause clause{.id = verdict.check->id,
                        .verdict = verdict.kind,
                        .level = verdict.level,
                        .requirement = verdict.check->requirement,
                        .source = source_of(verdict.check->source, contract),
                        .culprit = std::nullopt,
                        .observations = evidence.observations,
                        .violations = evidence.findings.size(),
                        .reason = show_quote(verdict.reason, redactor),
                        .note = show_quote(evidence.note, redactor)};
  for (const Finding* finding : in_order(evidence.findings, contract, history))
    if (clause.findings.size() < most_shown_findings)
      clause.findings.push_back(show(*finding, base_url, history, redactor));
  if (!clause.findings.empty()) clause.culprit = clause.findings.front().culprit;
  if (!evidence.samples.empty() && !is_cited(evidence.findings, evidence.samples.front()))
    clause.samples = {evidence.samples.front()};
  return clause;
}

bool was_limited(const Exchange& exchange) {
  const Response* response = response_of(exchange);
  return response && response->status == 429;
}

void count_requests(const History& history, Report::Run& run) {
  std::map<std::pair<std::string, int>, const Exchange*> last_of_lane;
  for (const Exchange& exchange : history.exchanges) {
    const auto* silence = std::get_if<NoResponse>(&exchange.outcome);
    if (silence && silence->why == NoResponse::Why::not_sent) continue;
    ++run.requests;
    if (was_limited(exchange)) ++run.too_many_requests;
    const Exchange*& last = last_of_lane[{exchange.scenario, exchange.lane}];
    if (last && was_limited(*last) && last->request == exchange.request) ++run.retries;
    last = &exchange;
  }
}

Report::Run run_of(const RunFacts& facts, const History& history, const Conditions& conditions,
                   const Report::SideEffects& effects, const Redactor& redactor) {
  Report::Run run{.started = to_timestamp(facts.started),
                  .duration_ms = static_cast<double>(facts.duration.count()),
                  .seed = std::to_string(facts.seed),
                  .command_line = {},
                  .budgets = facts.budgets,
                  .resources = conditions.may_rotate ? conditions.tokens : 0,
                  .given_headers = facts.credentials.size()};
  for (const std::string& argument : facts.command_line)
    run.command_line.push_back(to_valid_utf8(redactor.redact_argument(argument)));
  for (const Report::ResourceEffect& effect : effects.resources) run.rotations += effect.rotated;
  run.stopped_early = show_text(history.stopped_early, redactor);
  count_requests(history, run);
  return run;
}

// The first value of a header in the order of answers.
template <class Use>
void first_header(const History& history, std::string_view name, Use use) {
  for (const Exchange& exchange : history.exchanges)
    if (const Response* response = response_of(exchange))
      if (const auto value = find_header(response->headers, name)) return use(*value, exchange);
}

Report::Subject subject_of(const RunFacts& facts, const History& history, const Redactor& redactor) {
  Report::Subject subject{facts.vendor, facts.product,    facts.product_version, redactor.redact(facts.base_url),
                          "",           facts.tls_version};
  first_header(history, "server",
               [&](auto value, const Exchange&) { subject.server_header = show_quote(value, redactor); });
  return subject;
}

Report::Environment environment_of(const RunFacts& facts, const History& history) {
  using namespace std::chrono;
  Report::Environment environment = facts.environment;
  first_header(history, "date", [&](auto value, const Exchange& exchange) {
    if (const auto date = parse_http_date(value))
      environment.clock_offset_ms =
          duration_cast<milliseconds>(*date - floor<seconds>(clock_time(history.started, exchange.done))).count();
  });
  return environment;
}

// Says how each finding is sent again, where all that it cites stands whole in the report.
void add_replays(const RunFacts& facts, const Redactor& redactor, Report& report) {
  if (facts.report_file.empty()) return;
  std::set<std::size_t> whole;
  for (const Report::Exchange& exchange : report.exchanges)
    if (why_not_sent_again(exchange).empty()) whole.insert(exchange.id);
  const std::string command = "assay replay " + shell_quote(facts.report_file) + ' ';
  for (Report::Clause& clause : report.clauses)
    for (std::size_t i = 0; i < clause.findings.size(); ++i) {
      Report::Finding& finding = clause.findings[i];
      const auto is_whole = [&](std::size_t id) { return whole.contains(id); };
      if (finding.exchanges.empty() || !std::all_of(finding.exchanges.begin(), finding.exchanges.end(), is_whole))
        continue;
      finding.reproduce.replay = show_text(command + clause.id + (i > 0 ? " --case " + std::to_string(i + 1) : "") +
                                               (facts.replay_flags.empty() ? "" : ' ' + facts.replay_flags),
                                           redactor);
    }
}

}  // namespace

Redactor make_redactor(const Contract& contract) {
  std::string words =
      std::string(report_schema_text()) + '\n' + contract.title + '\n' + contract.file + '\n' + page_words();
  words += contract.policy.resource().noun + '\n' + contract.policy.resource().secret_noun + '\n';
  for (const Operation& operation : contract.operations)
    words += operation.id + '\n' + operation.method + ' ' + operation.path + '\n';
  std::vector<std::string> plain = {"id"};
  for (const MemberRole& member : contract.policy.resource().members)
    if (member.role != MemberRole::Role::secret) plain.push_back(pointer_names(member.pointer).back());
  if (const std::string& identity = contract.policy.resource().identity; !identity.empty())
    plain.push_back(pointer_names(identity).back());
  for (const std::string& name : plain) words += name + '\n';
  for (const auto& check : catalogue_of(contract))
    words +=
        check->id + '\n' + check->requirement + '\n' + check->source.reference + '\n' + check->source.pointer + '\n';
  for (const Scenario& scenario : scenarios()) words += scenario.id + '\n';
  Redactor redactor(contract.policy.secrets(), words, std::move(plain));
  if (contract.document)
    for (const auto& [pointer, line] : contract.document->lines) redactor.learn_words(pointer);
  return redactor;
}

void learn_run(const RunFacts& facts, const History& history, Redactor& redactor) {
  redactor.taint_credentials(facts.credentials);
  for (const std::string& value : facts.environment_values) redactor.taint(value);
  publish_run(facts, redactor);
  redactor.taint_history(history);
}

Redactor redactor_for(const RunFacts& facts, const Contract& contract, const History& history) {
  Redactor redactor = make_redactor(contract);
  learn_run(facts, history, redactor);
  return redactor;
}

Report make_report(const RunFacts& facts, const Contract& contract, const History& history,
                   const std::vector<Verdict>& verdicts, const Conditions& conditions, const Redactor& redactor) {
  Conditions of_the_end = conditions;
  of_the_end.stopped_early = history.stopped_early;
  Report report{.id = run_id(facts, contract), .verdict = conclude(verdicts, of_the_end)};
  for (const VerdictKind kind : verdict_kinds) report.counts[kind] = 0;
  for (const Verdict& verdict : verdicts) {
    ++report.counts[verdict.kind];
    report.clauses.push_back(show(verdict, facts.base_url, contract, history, redactor));
  }
  report.coverage = coverage_of(verdicts, conditions);
  report.subject = subject_of(facts, history, redactor);
  report.document = {contract.title, contract.version, contract.sha256, contract.file};
  Catalogue catalogue;
  for (const Verdict& verdict : verdicts) catalogue.push_back(verdict.check);
  report.tool = {facts.tool_version, catalogue_digest(catalogue)};
  report.environment = environment_of(facts, history);
  report.side_effects = side_effects_of(contract, history, facts.last_secret_saved_to);
  report.run = run_of(facts, history, conditions, report.side_effects, redactor);
  report.exchanges = shown_exchanges(report.clauses, history, most_shown_exchanges, redactor);
  add_replays(facts, redactor, report);
  report.operations = operations_of(contract, history);
  report.timeline = timeline_of(history);
  report.deliveries = deliveries_of(contract, history);
  return report;
}

}  // namespace assay

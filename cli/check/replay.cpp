#include "cli/check/replay.h"

#include <algorithm>
#include <functional>
#include <set>

#include "cli/check/replay_consent.h"
#include "cli/check/subject.h"
#include "cli/check/unique.h"
#include "contracts/documents/nearest.h"
#include "contracts/judge/judge.h"
#include "reports/formats/wrap.h"
#include "reports/json/load_report.h"
#include "reports/make_report.h"
#include "reports/redaction/credential_headers.h"
#include "reports/redaction/redactor.h"
#include "reports/redaction/shown_text.h"
#include "reports/sent_again.h"

namespace assay {
namespace {

[[noreturn]] void refuse(const ReplayOptions& options, const std::string& message) {
  throw BadDocument(Place{.file = options.report}, message);
}

const Report::Finding& finding_of(const Report& report, const ReplayOptions& options) {
  std::vector<std::string> broken;
  for (const auto& clause : report.clauses) {
    if (!clause.findings.empty()) broken.push_back(clause.id);
    if (clause.id != options.clause || clause.findings.empty()) continue;
    if (options.finding >= 1 && options.finding <= clause.findings.size()) return clause.findings[options.finding - 1];
    refuse(options, "--case: " + clause.id + " has the cases 1 to " + std::to_string(clause.findings.size()));
  }
  const std::string nearest = nearest_of(options.clause, broken);
  refuse(options,
         "has no finding of \"" + options.clause + "\"" + (nearest.empty() ? "" : "; did you mean " + nearest + "?"));
}

// The header of that name whose value is new with each request; null when there is none.
const Header* renewed(const Headers& given, const std::string& name) {
  const auto found = std::find_if(given.begin(), given.end(), [&](const Header& header) {
    return equal_ignoring_case(header.name, name) && is_unique(header.value);
  });
  return found == given.end() ? nullptr : &*found;
}

// A part of the identity stands in the header, whatever it is called: "X-Key-Id".
bool carries_id(const Contract& contract, const std::string& header) {
  const std::vector<IdentityPart>& identity = contract.operation().identity;
  return std::any_of(identity.begin(), identity.end(), [&](const IdentityPart& part) {
    return part.in == IdentityPart::In::header && equal_ignoring_case(part.name, header);
  });
}

// The credentials of this run stand in for those of the report, which hides them, and what is new with each request for
// what was new.
Headers headers_of(const Report::Exchange& exchange, const Headers& credentials, const Contract& contract) {
  Headers headers;
  bool had_credentials = false;
  for (const auto& header : exchange.request.headers) {
    const bool may_hide = is_credential_header(header.name) && !carries_id(contract, header.name);
    const bool hides = may_hide || is_hidden(header.value);
    had_credentials = had_credentials || hides;
    if (const Header* given = renewed(credentials, header.name))
      headers.push_back(*given);
    else if (names_repetition(header.name))  // the old one would get the old answer
      headers.push_back({header.name, std::string(unique_mark)});
    else if (!hides)
      headers.push_back({header.name, header.value});
  }
  if (!had_credentials) return headers;
  for (const auto& header : credentials)
    if (!find_header(headers, header.name)) headers.push_back(header);
  return headers;
}

Request request_of(const Report::Exchange& exchange, const Headers& credentials, const Contract& contract,
                   const ReplayOptions& options) {
  const Report::Request& shown = exchange.request;
  if (const std::string why = why_not_sent_again(exchange); !why.empty()) refuse(options, why);
  return {.method = shown.method,
          .target = shown.target,
          .headers = headers_of(exchange, credentials, contract),
          .body = shown.body.text};
}

// The finding's exchanges; those that overlapped in time go out together again.
Plan plan_of(const Report& report, const Report::Finding& finding, const Headers& credentials, const Contract& contract,
             const ReplayOptions& options) {
  Plan plan{.scenario = "replay"};
  double round_ends = -1;
  std::set<std::size_t> wanted(finding.exchanges.begin(), finding.exchanges.end());
  for (const auto& exchange : report.exchanges) {  // by id, which is the order of sending
    if (wanted.erase(exchange.id) == 0) continue;
    if (plan.rounds.empty() || exchange.sent_ms >= round_ends) plan.rounds.emplace_back();
    plan.rounds.back().push_back(request_of(exchange, credentials, contract, options));
    round_ends = std::max(round_ends, exchange.sent_ms + exchange.duration_ms);
  }
  if (!wanted.empty() || plan.rounds.empty())
    refuse(options, "not all exchanges of the finding stand in the report, so it cannot be sent again");
  return plan;
}

void print(const History& history, std::ostream& out) {
  for (const auto& exchange : history.exchanges) {
    const Response* response = response_of(exchange);
    out << "  lane " << exchange.lane << "  " << exchange.request.method << ' ' << exchange.request.target << "  -> "
        << (response ? std::to_string(response->status)
                     : std::string(to_text(std::get<NoResponse>(exchange.outcome).why)))
        << '\n';
  }
}

// The words of a finding may quote the answer.
std::string shown(const std::string& words, const Contract& contract, const History& history, const Headers& given) {
  Redactor redactor = make_redactor(contract);
  redactor.taint_credentials(given);
  redactor.taint_history(history);
  return printable(show_quote(words, redactor));
}

int tell(const std::vector<Verdict>& verdicts, const ReplayOptions& options,
         const std::function<std::string(const std::string&)>& show, std::ostream& out) {
  for (const auto& verdict : verdicts) {
    if (verdict.check->id != options.clause) continue;
    const Evidence& evidence = verdict.evidence;
    if (!evidence.findings.empty()) {
      out << "BROKEN again: " << options.clause << ": " << show(evidence.findings.front().message) << '\n';
      return fails;
    }
    if (evidence.observations >= std::max<std::size_t>(verdict.check->minimum, 1)) {
      out << "HELD this time: " << options.clause << ", seen " << evidence.observations << " times\n";
      return conforms;
    }
  }
  out << "INCONCLUSIVE: what was sent could not show " << options.clause << '\n';
  return inconclusive;
}

TargetOptions target_of(const Report& report, const ReplayOptions& options) {
  TargetOptions target = options.target;
  if (options.whom == ReplayOptions::Whom::mock)
    target.url.clear();
  else if (target.url.empty())
    target.url = report.subject.base_url;
  return target;
}

}  // namespace

int run_replay(const ReplayOptions& options, const Streams& streams) {
  const Report report = load_report(options.report);
  const Report::Finding& finding = finding_of(report, options);
  const Contract contract = load_fitting_documents(options.documents);
  const Subject subject = open_subject(target_of(report, options), contract, options.target.seed.value_or(0));
  const Plan plan = plan_of(report, finding, subject.pool.headers, contract, options);
  if (!subject.is_mock)
    if (const std::string why = explain_missing_consent(contract, plan, subject.pool, report, finding); !why.empty())
      refuse(options, why);
  streams.out << "assay replay " << to_url(subject.target) << "  " << options.clause << ", case " << options.finding
              << '\n';
  History history = execute({plan}, subject.handler, limits_of(options.target, subject));
  history.way = way_to(subject.target);
  history.unknown_ids = subject.pool.unknown;
  print(history, streams.out);
  const Conditions conditions{.may_rotate = !subject.pool.rotatable.empty(),
                              .tokens = subject.pool.rotatable.size(),
                              .has_credentials = !subject.pool.headers.empty(),
                              .selection = {.only = {options.clause}}};
  const auto show = [&](const std::string& words) { return shown(words, contract, history, subject.pool.headers); };
  return tell(judge(contract, history, conditions), options, show, streams.out);
}

}  // namespace assay

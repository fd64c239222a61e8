#include "cli/check/acceptance.h"

#include <algorithm>
#include <map>

#include "contracts/documents/document_file.h"
#include "contracts/documents/place.h"
#include "reports/compare/diff.h"
#include "reports/json/load_report.h"
#include "reports/model/catalogue_digest.h"
#include "reports/model/timestamp.h"

namespace assay {
namespace {

bool is_fresh(const Report::Baseline& baseline, const std::string& clause) {
  return std::any_of(baseline.changes.begin(), baseline.changes.end(), [&](const Report::Change& change) {
    return change.clause == clause &&
           (change.change == to_text(ChangeKind::fresh) || change.change == to_text(ChangeKind::regressed));
  });
}

void tell_baseline(const Report::Baseline& baseline, std::ostream& out) {
  std::map<std::string, std::string> by_kind;
  for (const Report::Change& change : baseline.changes) by_kind[change.change] += ' ' + change.clause;
  out << "since the baseline " << baseline.id << ':' << (by_kind.empty() ? " no change" : "") << '\n';
  for (const auto& [kind, clauses] : by_kind) out << "  " << kind << ':' << clauses << '\n';
}

}  // namespace

Acceptance load_acceptance(const AcceptanceOptions& options, const Contract& contract) {
  Acceptance acceptance{.counts = options.counts};
  if (!options.waivers.empty())
    acceptance.waivers = parse_waivers(read_document_file(options.waivers), options.waivers, catalogue_of(contract));
  if (!options.baseline.empty()) {
    acceptance.baseline = load_report(options.baseline);
    require_comparable(*acceptance.baseline, contract.sha256, catalogue_digest(catalogue_of(contract)),
                       options.baseline);
  } else if (options.counts == AcceptanceOptions::Counts::fresh) {
    throw BadDocument(Place{}, "--only-new needs --baseline FILE, the report.json of an earlier run");
  }
  return acceptance;
}

std::vector<Report::Waiver> waive(const Acceptance& acceptance, const RunFacts& facts, std::vector<Verdict>& verdicts) {
  const WaiverScope scope{
      .base_url = facts.base_url, .vendor = facts.vendor, .today = to_timestamp(facts.started).substr(0, 10)};
  return apply_waivers(acceptance.waivers, scope, verdicts);
}

void compare_with_baseline(const Acceptance& acceptance, Report& report) {
  if (acceptance.baseline) report.baseline = baseline_of(diff_reports(*acceptance.baseline, report, Unequal::compare));
}

std::vector<Verdict> counted(const Acceptance& acceptance, const Report& report, std::vector<Verdict> verdicts) {
  if (acceptance.counts == AcceptanceOptions::Counts::all || !report.baseline) return verdicts;
  for (Verdict& verdict : verdicts) {
    const bool broken = verdict.kind == VerdictKind::fail || verdict.kind == VerdictKind::warn;
    if (broken && !is_fresh(*report.baseline, verdict.check->id)) verdict.kind = VerdictKind::waived;
  }
  return verdicts;
}

void tell_acceptance(const Report& report, std::ostream& out) {
  for (const Report::Waiver& waiver : report.waivers)
    if (waiver.state != "live" && waiver.state != "elsewhere")
      out << "note: the waiver of " << waiver.clause << " (" << waiver.owner << ", until " << waiver.expires << ") is "
          << waiver.state << " and waives nothing\n";
  if (report.baseline) tell_baseline(*report.baseline, out);
}

}  // namespace assay

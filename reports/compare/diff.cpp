#include "reports/compare/diff.h"

#include <algorithm>
#include <map>
#include <optional>

#include "contracts/documents/place.h"

namespace assay {
namespace {

enum class Seen { kept, broken, not_seen };

Seen seen(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::pass:
    case VerdictKind::info: return Seen::kept;
    case VerdictKind::fail:
    case VerdictKind::warn:
    case VerdictKind::waived: return Seen::broken;
    case VerdictKind::na:
    case VerdictKind::untested:
    case VerdictKind::inconclusive:
    case VerdictKind::error: return Seen::not_seen;
  }
  return Seen::not_seen;
}

std::optional<ChangeKind> change_of(VerdictKind before, VerdictKind now) {
  const Seen then = seen(before);
  switch (seen(now)) {
    case Seen::kept: return then == Seen::broken ? std::optional(ChangeKind::fixed) : std::nullopt;
    case Seen::not_seen: return then == Seen::not_seen ? std::nullopt : std::optional(ChangeKind::unobserved);
    case Seen::broken: break;
  }
  if (then == Seen::not_seen) return ChangeKind::fresh;
  const bool worse = then == Seen::kept || (before == VerdictKind::warn && now == VerdictKind::fail);
  return worse ? ChangeKind::regressed : ChangeKind::still;
}

Diff::Side side_of(const Report& report) {
  const std::string& vendor = report.subject.vendor;
  return {.id = report.id,
          .subject = vendor.empty() ? report.subject.base_url : vendor + ", " + report.subject.base_url,
          .verdict = report.verdict};
}

std::map<std::string, const Report::Clause*> by_id(const Report& report) {
  std::map<std::string, const Report::Clause*> clauses;
  for (const Report::Clause& clause : report.clauses) clauses[clause.id] = &clause;
  return clauses;
}

void add_change(const Report::Clause* before, const Report::Clause* now, Diff& diff) {
  const VerdictKind then = before ? before->verdict : VerdictKind::untested;
  const VerdictKind since = now ? now->verdict : VerdictKind::untested;
  const auto kind = change_of(then, since);
  if (!kind) return;
  const Report::Clause& told = now ? *now : *before;
  std::string what = now ? now->reason : "the later report does not have this clause";
  if (now && !now->findings.empty()) what = now->findings.front().message;
  diff.changes.push_back({told.id, *kind, told.level, then, since, told.requirement, std::move(what)});
}

std::string why_unequal(const Report& before, const std::string& document_sha256, const std::string& catalogue) {
  if (before.document.sha256 != document_sha256)
    return "judges another document: SHA-256 " + before.document.sha256.substr(0, 12) + "... and " +
           document_sha256.substr(0, 12) + "...";
  if (before.tool.catalogue_digest != catalogue)
    return "was made with another catalogue of clauses: " + before.tool.catalogue_digest.substr(0, 12) + "... and " +
           catalogue.substr(0, 12) + "...";
  return "";
}

std::vector<std::string> notes_on(const Report& before, const Report& now) {
  std::vector<std::string> notes;
  if (before.subject.base_url != now.subject.base_url)
    notes.push_back("the reports are about two servers: " + before.subject.base_url + " and " + now.subject.base_url);
  if (before.run.started > now.run.started) notes.push_back("the first report is the younger one");
  for (const Report* report : {&before, &now})
    if (!report->run.stopped_early.empty())
      notes.push_back("run " + report->id + " stopped early: " + report->run.stopped_early);
  return notes;
}

}  // namespace

std::string_view to_text(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::regressed: return "regressed";
    case ChangeKind::fresh: return "new";
    case ChangeKind::still: return "still";
    case ChangeKind::fixed: return "fixed";
    case ChangeKind::unobserved: return "unobserved";
  }
  return "";
}

std::size_t Diff::count(ChangeKind kind) const {
  return static_cast<std::size_t>(
      std::count_if(changes.begin(), changes.end(), [&](const auto& change) { return change.kind == kind; }));
}

bool Diff::is_worse() const { return count(ChangeKind::regressed) + count(ChangeKind::fresh) > 0; }

void require_comparable(const Report& before, const std::string& document_sha256, const std::string& catalogue_digest,
                        const std::string& file) {
  if (const std::string why = why_unequal(before, document_sha256, catalogue_digest); !why.empty())
    throw BadDocument({.file = file, .line = 0, .pointer = ""},
                      why + "; run the check again with the same document and version of assay");
}

Diff diff_reports(const Report& before, const Report& now, Unequal unequal) {
  Diff diff{.before = side_of(before), .now = side_of(now), .notes = notes_on(before, now)};
  const std::string why = why_unequal(before, now.document.sha256, now.tool.catalogue_digest);
  if (!why.empty() && unequal == Unequal::refuse)
    throw BadDocument(Place{}, "report " + before.id + " can't be compared with " + now.id + ": it " + why +
                                   "; --force compares all the same");
  if (!why.empty()) diff.notes.push_back("report " + before.id + " " + why);
  const auto old = by_id(before), young = by_id(now);
  for (const Report::Clause& clause : now.clauses)
    add_change(old.contains(clause.id) ? old.at(clause.id) : nullptr, &clause, diff);
  for (const Report::Clause& clause : before.clauses)
    if (!young.contains(clause.id)) add_change(&clause, nullptr, diff);
  std::stable_sort(diff.changes.begin(), diff.changes.end(),
                   [](const auto& a, const auto& b) { return a.kind < b.kind; });
  return diff;
}

Report::Baseline baseline_of(const Diff& diff) {
  Report::Baseline baseline{.id = diff.before.id};
  for (const ClauseChange& change : diff.changes)
    baseline.changes.push_back({change.clause, std::string(to_text(change.kind))});
  return baseline;
}

}  // namespace assay

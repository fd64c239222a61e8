#include "reports/verify/verify_clauses.h"

#include <algorithm>

#include "reports/make_report.h"
#include "reports/model/catalogue_digest.h"

namespace assay {
namespace {

class Clauses {
 public:
  Clauses(const Report& report, Verification& result) : report_(report), result_(result) {}

  void verify(std::size_t index, const Check* check) {
    pointer_ = "/clauses/" + std::to_string(index);
    const Report::Clause& clause = report_.clauses[index];
    verify_findings(clause);
    verify_verdict(clause, check ? std::max<std::size_t>(check->minimum, 1) : 1);
    if (check) verify_texts(clause, *check);
  }

 private:
  void tell(const std::string& member, const std::string& message) {
    result_.discrepancies.push_back({pointer_ + member, report_.clauses[index_of(pointer_)].id + ": " + message});
  }
  static std::size_t index_of(const std::string& pointer) { return std::stoul(pointer.substr(pointer.rfind('/') + 1)); }

  void verify_findings(const Report::Clause& clause);
  void verify_verdict(const Report::Clause& clause, std::size_t minimum);
  void verify_broken(const Report::Clause& clause);
  void verify_kept(const Report::Clause& clause, std::size_t minimum);
  void verify_texts(const Report::Clause& clause, const Check& check);
  bool has_live_waiver(const std::string& clause) const;

  const Report& report_;
  Verification& result_;
  std::string pointer_{};
};

bool all_from(const std::vector<Report::Finding>& findings, Culprit culprit) {
  return std::all_of(findings.begin(), findings.end(), [&](const auto& each) { return each.culprit == culprit; });
}

bool Clauses::has_live_waiver(const std::string& clause) const {
  return std::any_of(report_.waivers.begin(), report_.waivers.end(),
                     [&](const auto& waiver) { return waiver.clause == clause && waiver.state == "live"; });
}

void Clauses::verify_findings(const Report::Clause& clause) {
  const std::size_t shown = std::min(most_shown_findings, clause.violations);
  if (clause.findings.size() != shown)
    tell("/findings", "counts " + std::to_string(clause.violations) + " violations and shows " +
                          std::to_string(clause.findings.size()) + " of the " + std::to_string(shown) +
                          " findings that belong to them");
  const auto first = clause.findings.empty() ? std::nullopt : std::optional(clause.findings.front().culprit);
  if (clause.culprit != first) tell("/culprit", "is not that of the first finding");
}

// As judge() weighs findings.
void Clauses::verify_broken(const Report::Clause& clause) {
  VerdictKind weighed = VerdictKind::fail;
  if (clause.level == Level::info)
    weighed = VerdictKind::info;
  else if (all_from(clause.findings, Culprit::environment))
    weighed = VerdictKind::inconclusive;
  else if (all_from(clause.findings, Culprit::harness))
    weighed = VerdictKind::error;
  else if (clause.level == Level::should || all_from(clause.findings, Culprit::document))
    weighed = VerdictKind::warn;
  const bool waivable = weighed == VerdictKind::fail || weighed == VerdictKind::warn;
  if (clause.verdict == VerdictKind::waived && waivable) {
    if (!has_live_waiver(clause.id)) tell("/verdict", "is WAIVED, and no live waiver stands in the report");
  } else if (clause.verdict != weighed) {
    tell("/verdict",
         "is " + std::string(to_text(clause.verdict)) + ", its findings give " + std::string(to_text(weighed)));
  }
}

void Clauses::verify_kept(const Report::Clause& clause, std::size_t minimum) {
  switch (clause.verdict) {
    case VerdictKind::fail:
    case VerdictKind::warn:
    case VerdictKind::waived:
      return tell("/verdict", "is " + std::string(to_text(clause.verdict)) + ", and no finding shows it");
    case VerdictKind::pass:
      if (clause.observations < minimum)
        tell("/observations", "is PASS after " + std::to_string(clause.observations) + " observations, it needs " +
                                  std::to_string(minimum));
      return;
    case VerdictKind::untested:
      if (clause.observations >= minimum) tell("/verdict", "is UNTESTED, and was seen often enough to be judged");
      return;
    case VerdictKind::na:
      if (clause.observations > 0) tell("/verdict", "is NA, and was observed");
      return;
    case VerdictKind::inconclusive:
    case VerdictKind::error:
      if (clause.reason.empty()) tell("/reason", "is empty");
      return;
    case VerdictKind::info: return;
  }
}

void Clauses::verify_verdict(const Report::Clause& clause, std::size_t minimum) {
  if (clause.findings.empty())
    verify_kept(clause, minimum);
  else
    verify_broken(clause);
}

void Clauses::verify_texts(const Report::Clause& clause, const Check& check) {
  if (clause.requirement != check.requirement) tell("/requirement", "is not the catalogue's");
  if (clause.source.reference != check.source.reference || clause.source.pointer != check.source.pointer ||
      clause.source.source_class != std::string(1, check.source.source_class))
    tell("/source", "is not the catalogue's");
  // The policy may lower a convention's MUST, and strictness may raise a SHOULD; INFO stays.
  if ((clause.level == Level::info) != (check.level == Level::info) ||
      (check.level == Level::must && clause.level == Level::should && check.source.source_class != 'D'))
    tell("/level",
         "is " + std::string(to_text(clause.level)) + ", the catalogue says " + std::string(to_text(check.level)));
}

}  // namespace

void verify_clauses(const Report& report, const Catalogue& catalogue, Verification& result) {
  const bool same_catalogue = report.tool.catalogue_digest == catalogue_digest(catalogue);
  if (!same_catalogue)
    result.notes.push_back(
        "the clauses' texts, coverage/applicable and the verdict were not computed again: the report "
        "was made with another catalogue (assay " +
        report.tool.version + ")");
  if (same_catalogue && report.clauses.size() != catalogue.size())
    result.discrepancies.push_back({"/clauses", "holds " + std::to_string(report.clauses.size()) +
                                                    " clauses, the catalogue has " + std::to_string(catalogue.size())});
  Clauses clauses(report, result);
  for (std::size_t i = 0; i < report.clauses.size(); ++i) {
    const bool known = same_catalogue && i < catalogue.size() && catalogue[i]->id == report.clauses[i].id;
    if (same_catalogue && !known)
      result.discrepancies.push_back({"/clauses/" + std::to_string(i) + "/id",
                                      report.clauses[i].id + " is not the clause that the catalogue has here"});
    clauses.verify(i, known ? catalogue[i].get() : nullptr);
  }
}

}  // namespace assay

#include <algorithm>

#include "reports/formats/outcomes.h"
#include "reports/model/catalogue_digest.h"
#include "reports/verify/verify_clauses.h"

namespace assay {
namespace {

void expect(std::size_t told, std::size_t counted, const std::string& pointer, Verification& result) {
  if (told != counted)
    result.discrepancies.push_back(
        {pointer, "is " + std::to_string(told) + ", the clauses give " + std::to_string(counted)});
}

Conditions conditions_of(const Report& report) {
  Conditions conditions{.may_rotate = report.run.resources > 0,
                        .tokens = report.run.resources,
                        .has_credentials = report.run.given_headers > 0,
                        .stopped_early = report.run.stopped_early};
  for (const Report::Clause& clause : report.clauses)
    if (was_left_out(clause)) conditions.selection.exclude.push_back(clause.id);
  return conditions;
}

std::shared_ptr<const Check> find_check(const Catalogue& catalogue, const std::string& id) {
  const auto found =
      std::find_if(catalogue.begin(), catalogue.end(), [&](const auto& check) { return check->id == id; });
  return found == catalogue.end() ? nullptr : *found;
}

// The clauses as judge() gave them, as far as conclude() looks.
std::vector<Verdict> verdicts_of(const Report& report, const Catalogue& catalogue) {
  std::vector<Verdict> verdicts;
  for (const Report::Clause& clause : report.clauses)
    if (const auto check = find_check(catalogue, clause.id))
      verdicts.push_back({.check = check, .kind = clause.verdict, .level = clause.level});
  return verdicts;
}

}  // namespace

void verify_summary(const Report& report, const Catalogue& catalogue, Verification& result) {
  for (const VerdictKind kind : verdict_kinds) {
    const auto counted = static_cast<std::size_t>(
        std::count_if(report.clauses.begin(), report.clauses.end(), [&](const auto& c) { return c.verdict == kind; }));
    const auto told = report.counts.find(kind);
    expect(told == report.counts.end() ? 0 : told->second, counted, "/counts/" + std::string(to_text(kind)), result);
  }
  Coverage coverage;
  for (const Report::Clause& clause : report.clauses) coverage.add(clause.verdict, !was_left_out(clause));
  expect(report.coverage.tested, coverage.tested, "/coverage/tested", result);
  expect(report.coverage.all, coverage.all, "/coverage/all", result);
  expect(report.coverage.applicable, coverage.applicable, "/coverage/applicable", result);
  const auto verdicts = verdicts_of(report, catalogue);
  if (report.tool.catalogue_digest != catalogue_digest(catalogue) || verdicts.size() != report.clauses.size()) return;
  const Conditions conditions = conditions_of(report);
  if (const Conclusion conclusion = conclude(verdicts, conditions); conclusion != report.verdict)
    result.discrepancies.push_back({"/verdict", "is " + std::string(to_text(report.verdict)) + ", the clauses give " +
                                                    std::string(to_text(conclusion))});
}

}  // namespace assay

#include <algorithm>

#include "reports/catalogue_digest.h"
#include "reports/verify_clauses.h"

namespace assay {
namespace {

bool is_tested(VerdictKind kind) {
  return kind == VerdictKind::pass || kind == VerdictKind::fail || kind == VerdictKind::warn ||
         kind == VerdictKind::info || kind == VerdictKind::waived;
}

// What judge() says of a clause that the run left out.
bool was_selected(const Report::Clause& clause) {
  return clause.verdict != VerdictKind::untested || !clause.reason.starts_with("not selected");
}

void expect(std::size_t told, std::size_t counted, const std::string& pointer, Verification& result) {
  if (told != counted)
    result.discrepancies.push_back(
        {pointer, "is " + std::to_string(told) + ", the clauses give " + std::to_string(counted)});
}

Conditions conditions_of(const Report& report) {
  return {.may_rotate = report.run.tokens > 0,
          .tokens = report.run.tokens,
          .has_credentials = report.run.given_headers > 0};
}

const Check* find_check(const std::string& id) {
  const auto& all = checks();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Check& check) { return check.id == id; });
  return found == all.end() ? nullptr : &*found;
}

// The clauses as judge() gave them, as far as conclude() looks; those that the run left out as if they did not apply.
std::vector<Verdict> verdicts_of(const Report& report) {
  std::vector<Verdict> verdicts;
  for (const Report::Clause& clause : report.clauses)
    if (const Check* check = find_check(clause.id))
      verdicts.push_back(
          {.check = check, .kind = was_selected(clause) ? clause.verdict : VerdictKind::na, .level = clause.level});
  return verdicts;
}

}  // namespace

void verify_summary(const Report& report, Verification& result) {
  std::size_t tested = 0;
  for (const VerdictKind kind : kVerdictKinds) {
    const auto counted = static_cast<std::size_t>(
        std::count_if(report.clauses.begin(), report.clauses.end(), [&](const auto& c) { return c.verdict == kind; }));
    const auto told = report.counts.find(kind);
    expect(told == report.counts.end() ? 0 : told->second, counted, "/counts/" + std::string(to_text(kind)), result);
    if (is_tested(kind)) tested += counted;
  }
  expect(report.coverage.tested, tested, "/coverage/tested", result);
  expect(report.coverage.all, report.clauses.size(), "/coverage/all", result);
  const auto verdicts = verdicts_of(report);
  if (report.tool.catalogue_digest != our_catalogue_digest() || verdicts.size() != report.clauses.size()) return;
  const Conditions conditions = conditions_of(report);
  const auto applicable_count =
      static_cast<std::size_t>(std::count_if(verdicts.begin(), verdicts.end(), [&](const Verdict& v) {
        return v.kind != VerdictKind::na && applicable(*v.check, conditions);
      }));
  expect(report.coverage.applicable, applicable_count, "/coverage/applicable", result);
  if (const Conclusion conclusion = conclude(verdicts, conditions); conclusion != report.verdict)
    result.discrepancies.push_back({"/verdict", "is " + std::string(to_text(report.verdict)) + ", the clauses give " +
                                                    std::string(to_text(conclusion))});
}

}  // namespace assay

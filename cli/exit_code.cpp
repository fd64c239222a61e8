#include "cli/exit_code.h"

#include <algorithm>

namespace assay {
namespace {

bool has(const std::vector<Verdict>& verdicts, VerdictKind kind) {
  return std::any_of(verdicts.begin(), verdicts.end(), [&](const Verdict& verdict) { return verdict.kind == kind; });
}

}  // namespace

double coverage_percent(const std::vector<Verdict>& verdicts, const Conditions& conditions) {
  std::size_t tested = 0;
  std::size_t all = 0;
  for (const auto& verdict : verdicts) {
    if (verdict.kind == VerdictKind::na || !selects(conditions.selection, verdict.check->id)) continue;
    ++all;
    tested += is_tested(verdict.kind) ? 1 : 0;
  }
  return all == 0 ? 0 : 100.0 * static_cast<double>(tested) / static_cast<double>(all);
}

int exit_code(const std::vector<Verdict>& verdicts, const Conditions& conditions, const ExitRules& rules) {
  if (rules.fail_on != ExitRules::FailOn::never && has(verdicts, VerdictKind::fail)) return fails;
  if (rules.fail_on == ExitRules::FailOn::warn && has(verdicts, VerdictKind::warn)) return fails;
  if (has(verdicts, VerdictKind::error)) return unreachable;
  if (conclude(verdicts, conditions) == Conclusion::inconclusive) return inconclusive;
  return rules.floor && coverage_percent(verdicts, conditions) < *rules.floor ? inconclusive : conforms;
}

}  // namespace assay

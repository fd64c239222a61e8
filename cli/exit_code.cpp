#include "cli/exit_code.h"

#include <algorithm>

#include "contracts/judge/coverage.h"

namespace assay {
namespace {

bool has(const std::vector<Verdict>& verdicts, VerdictKind kind) {
  return std::any_of(verdicts.begin(), verdicts.end(), [&](const Verdict& verdict) { return verdict.kind == kind; });
}

}  // namespace

int exit_code(const std::vector<Verdict>& verdicts, const Conditions& conditions, const ExitRules& rules) {
  if (rules.fail_on != ExitRules::FailOn::never && has(verdicts, VerdictKind::fail)) return fails;
  if (rules.fail_on == ExitRules::FailOn::warn && has(verdicts, VerdictKind::warn)) return fails;
  if (has(verdicts, VerdictKind::error)) return unreachable;
  if (conclude(verdicts, conditions) == Conclusion::inconclusive) return inconclusive;
  return rules.floor && coverage_of(verdicts, conditions).percent() < *rules.floor ? inconclusive : conforms;
}

}  // namespace assay

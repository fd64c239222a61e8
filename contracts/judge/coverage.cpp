#include "contracts/judge/coverage.h"

namespace assay {

void Coverage::add(VerdictKind kind, bool is_selected) {
  ++all;
  if (is_tested(kind)) ++tested;
  if (is_selected && kind != VerdictKind::na) ++applicable;
}

double Coverage::percent() const {
  return applicable == 0 ? 0 : 100.0 * static_cast<double>(tested) / static_cast<double>(applicable);
}

Coverage coverage_of(const std::vector<Verdict>& verdicts, const Conditions& conditions) {
  Coverage coverage;
  for (const Verdict& verdict : verdicts) coverage.add(verdict.kind, selects(conditions.selection, verdict.check->id));
  return coverage;
}

}  // namespace assay

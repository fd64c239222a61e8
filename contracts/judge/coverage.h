// How much of the catalogue a run looked at.
#pragma once

#include <cstddef>
#include <vector>

#include "contracts/judge/judge.h"

namespace assay {

struct Coverage {
  std::size_t tested = 0;      // is_tested
  std::size_t applicable = 0;  // the clauses that were selected, but for NA: what `tested` is told of, everywhere
  std::size_t all = 0;         // the catalogue's

  void add(VerdictKind kind, bool is_selected);

  // How many of a hundred applicable clauses were tested. One whose need was not met counts as not tested: what is
  // never looked at must not raise the coverage. 0 when nothing is applicable.
  double percent() const;
};

Coverage coverage_of(const std::vector<Verdict>& verdicts, const Conditions& conditions);

}  // namespace assay

// What the process ends with; the README lists them.
#pragma once

#include <optional>
#include <stdexcept>
#include <vector>

#include "contracts/judge/judge.h"

namespace assay {

enum ExitCode { conforms = 0, fails = 1, usage = 2, unreachable = 3, inconclusive = 4, leaked = 5, interrupted = 130 };

// The target can't be talked to; what() says why and what to do.
struct Unreachable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What the user makes of verdicts. The verdicts themselves stay as they are.
struct ExitRules {
  enum class FailOn { fail, warn, never } fail_on = FailOn::fail;
  std::optional<double> floor{};  // percent of the clauses that must be tested; see coverage_percent
};

// fails, inconclusive, unreachable (a check itself failed) or conforms.
int exit_code(const std::vector<Verdict>& verdicts, const Conditions& conditions, const ExitRules& rules);

// How many of a hundred selected clauses were tested, those left out that do not apply here (NA). A clause whose need was not
// met counts as not tested: what is never looked at must not raise the coverage. 0 when nothing is selected.
double coverage_percent(const std::vector<Verdict>& verdicts, const Conditions& conditions);

}  // namespace assay

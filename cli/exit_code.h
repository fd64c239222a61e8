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
  std::optional<double> floor{};  // Coverage::percent that must be reached
};

// fails, inconclusive, unreachable (a check itself failed) or conforms.
int exit_code(const std::vector<Verdict>& verdicts, const Conditions& conditions, const ExitRules& rules);

}  // namespace assay

// What the process ends with; the README lists them.
#pragma once

#include <stdexcept>

namespace assay {

enum ExitCode { conforms = 0, fails = 1, usage = 2, unreachable = 3, inconclusive = 4, leaked = 5, interrupted = 130 };

// The target can't be talked to; what() says why and what to do.
struct Unreachable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace assay

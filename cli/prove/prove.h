// assay prove: shows that the checks can fail, each for its own reason.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/exit_code.h"

namespace assay {

struct ProveOptions {
  std::uint64_t seed = 1;
  std::size_t runs = 1;             // with seeds seed, seed + 1, ...
  std::vector<std::string> only{};  // deviation ids, "none" for the mock that keeps its contract; empty: all
  std::string format = "text";      // or "markdown", the page docs/prove.md
};

// The exit code: conforms when the proof holds in every run, else fails. Throws BadDocument for an unknown deviation.
int run_prove(const ProveOptions& options);

}  // namespace assay

// assay prove: shows that the checks can fail, each for its own reason.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/documents.h"
#include "cli/exit_code.h"

namespace assay {

struct ProveOptions {
  DocumentOptions documents{};  // whose laws are proved; empty: those of the Slate API
  std::uint64_t seed = 1;
  std::size_t runs = 1;             // with seeds seed, seed + 1, ...
  std::vector<std::string> only{};  // deviation ids, "none" for the mock that keeps its contract; empty: all
  std::string format = "text";      // or "markdown", the page docs/prove.md
};

// The exit code: conforms when the proof holds in every run, else fails. Of laws that are not the program's own it
// holds where the mock of document and policy breaks none of them, and each clause that lies are told about is red for
// one; a clause that no lie can be told about is UNPROVEN, which fails nothing. Throws BadDocument for an unknown
// deviation and for documents that cannot be used.
int run_prove(const ProveOptions& options);

}  // namespace assay

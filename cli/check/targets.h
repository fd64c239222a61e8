// assay check --targets: many servers in one run, some of them at the same time, a report each and a matrix of all.
#pragma once

#include <cstddef>
#include <string>

#include "cli/check/check.h"

namespace assay {

struct TargetsOptions {
  std::string file{};        // empty: one target, that of the command line
  std::size_t parallel = 4;  // targets at a time
  CheckOptions common{};     // what the file leaves open
};

// Everything is read and planned before anything is sent: BadDocument is thrown for what is wrong in the file, in what
// it names, or for a flag that belongs to one target. From then on no target stops another. A line tells each as it
// ends; the last lines say which clause was broken by whom, and where the matrix is.
//
// The exit code is the worst of: 130 interrupted, 5 a secret in a report, 3 one could not be reached or its report not
// be written, 1 one does not conform, 4 one is inconclusive, 0 all conform.
int run_targets(const TargetsOptions& options, const Streams& streams);

}  // namespace assay

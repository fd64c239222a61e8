// assay replay: sends the exchanges of one finding of a report again, and says whether the clause is still broken.
#pragma once

#include <cstddef>
#include <string>

#include "cli/check/check.h"

namespace assay {

struct ReplayOptions {
  std::string report{};  // report.json
  std::string clause{};
  std::size_t finding = 1;  // of the clause, from 1 (--case)
  enum class Whom { reported, mock } whom = Whom::reported;
  TargetOptions target{};  // its url is the report's unless one is given
  DocumentOptions documents{};
};

// fails when the clause is broken again, conforms when it held, inconclusive when what was sent could not show it.
// Throws BadDocument for a report, clause or case that is not there, for what the report does not hold whole (a secret,
// a long body) and for rotations without consent; Unreachable.
int run_replay(const ReplayOptions& options, const Streams& streams);

}  // namespace assay

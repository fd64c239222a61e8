// assay policy show: the policy as a run would use it, and where each line comes from.
#pragma once

#include <string>

#include "cli/documents.h"

namespace assay {

// Prints a YAML file that reads as the same policy; behind each line stands where it comes from. Gives the exit code.
// Throws BadDocument for a file or setting that cannot be used, and for a policy that does not fit the document.
int run_policy_show(const DocumentOptions& options);

}  // namespace assay

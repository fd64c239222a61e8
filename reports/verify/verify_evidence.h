// The part of verify.h that looks at exchanges, waivers and side effects.
#pragma once

#include "reports/verify/verify.h"

namespace assay {

// Exchanges against the findings and samples that cite them, and against the run's counts.
void verify_evidence(const Report& report, Verification& result);

}  // namespace assay

// The part of verify.h that weighs clauses again.
#pragma once

#include "contracts/judge/check.h"
#include "reports/verify/verify.h"

namespace assay {

// Counts, coverage and the run's verdict, from the clauses' verdicts.
void verify_summary(const Report& report, const Catalogue& catalogue, Verification& result);

// Each clause's verdict from its findings and observations; its texts from the contract's catalogue, when it is the
// same.
void verify_clauses(const Report& report, const Catalogue& catalogue, Verification& result);

}  // namespace assay

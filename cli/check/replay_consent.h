// What a replay may ask for: the ids of the consent that it was given, and no other.
#pragma once

#include <string>

#include "contracts/contract.h"
#include "contracts/plan/plan.h"
#include "contracts/scenarios/scenario.h"
#include "reports/model/report.h"

namespace assay {

// Why the plan, which sends a finding of the report again, may not go out with the tokens of the pool: the id that it
// asks for, and the flags that allow it, which name only tokens that somebody may have. Empty when it may.
std::string explain_missing_consent(const Contract& contract, const Plan& plan, const Pool& pool, const Report& report,
                                    const Report::Finding& finding);

}  // namespace assay

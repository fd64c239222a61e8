// assay check --dry-run: what would be sent, and what it would do.
#pragma once

#include <ostream>
#include <vector>

#include "contracts/contract.h"
#include "contracts/plan/plan.h"
#include "contracts/scenarios/scenario.h"

namespace assay {

// Prints each round with its number, and at the end how many requests and rotations that makes, of which tokens, and
// how long the rate makes it take. Header values are never printed: they may be credentials.
void print_plan(const Contract& contract, const std::vector<Plan>& plans, const Pool& pool, const Limits& limits,
                std::ostream& out);

}  // namespace assay

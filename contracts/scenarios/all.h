// The scenarios, one file each; contracts/scenarios/all.cpp puts them in order.
#pragma once

#include "contracts/scenario.h"

namespace assay {

Scenario invalid_ids();
Scenario rotate_sequence();

}  // namespace assay

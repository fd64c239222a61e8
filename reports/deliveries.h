// Which secret signed the deliveries that a run heard, and which was live then.
#pragma once

#include <optional>

#include "contracts/contract.h"
#include "contracts/http/history.h"
#include "reports/model/report.h"

namespace assay {

// Nothing where nobody listened. Holds no secret, no signature and nothing that the vendor wrote.
std::optional<Report::Deliveries> deliveries_of(const Contract& contract, const History& history);

}  // namespace assay

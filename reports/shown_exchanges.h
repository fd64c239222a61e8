// Which exchanges of a run its report shows, and how.
#pragma once

#include <cstddef>
#include <vector>

#include "contracts/history.h"
#include "reports/redaction.h"
#include "reports/report.h"

namespace assay {

// The exchanges that the clauses' findings and samples name, by id, at most `limit`: first those that show a finding, then the
// samples, then the rest.
std::vector<Report::Exchange> shown_exchanges(const std::vector<Report::Clause>& clauses, const History& history,
                                              std::size_t limit, const Redactor& redactor);

}  // namespace assay

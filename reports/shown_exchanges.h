// Which exchanges of a run its report shows, and how.
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include "contracts/http/history.h"
#include "reports/model/report.h"
#include "reports/redaction/redactor.h"

namespace assay {

// One exchange as a report shows it; `started` is the time at RunTime 0.
Report::Exchange show_exchange(std::size_t id, const Exchange& exchange, std::chrono::system_clock::time_point started,
                               const Redactor& redactor);

// The exchanges that the clauses' findings and samples name, by id, at most `limit`: first those that show a finding,
// then the samples, then the rest.
std::vector<Report::Exchange> shown_exchanges(const std::vector<Report::Clause>& clauses, const History& history,
                                              std::size_t limit, const Redactor& redactor);

// Every request that was sent, by time of sending: when, how long it took, and what it got.
std::vector<Report::Moment> timeline_of(const History& history);

}  // namespace assay

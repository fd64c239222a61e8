// A report as a run makes it: real clauses over a recorded history.
#pragma once

#include "contracts/http/history.h"
#include "reports/make_report.h"
#include "reports/model/report.h"

namespace assay::test {

// A history in which the vendor gives a secret twice.
History broken_history();

inline constexpr Conditions two_tokens{.may_rotate = true, .tokens = 2, .has_credentials = false};

RunFacts example_facts();

// Sealed. `history` judged with the catalogue under the built-in documents.
Report judged_report(const History& history, const Conditions& conditions = two_tokens);

}  // namespace assay::test

// SARIF 2.1.0 (OASIS standard) for code scanning: rules are clauses, results are what breaks them, each at the clause's
// line in the OpenAPI file.
#pragma once

#include <string>

#include "reports/model/report.h"

namespace assay {

// FAIL and ERROR are errors, WARN is a warning, WAIVED keeps its level and carries a suppression, INCONCLUSIVE is a
// note. A clause makes one result for each finding that differs in more than numbers, at most 25. Clauses that are kept
// or not tested are rules without a result. The defects of the document are results too.
//
// partialFingerprints depend on the clause and on what the finding says but for its numbers, so that a later run of the
// same defect is the same alert. GitHub takes 25,000 results and 10 MB; a run of ours stays far below both.
std::string render_sarif(const Report& report);

}  // namespace assay

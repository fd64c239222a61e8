// A run against a vendor of another API than Slate's (fixtures/vendors/openai-like), by which the words of reports are
// held against those of its policy.
#pragma once

#include "contracts/http/history.h"
#include "reports/model/report.h"
#include "tests/reports/judged_report.h"

namespace assay::test {

// Rotates the webhook endpoint we_1 twice, to the same secret, and reads it between; what it asks of we_2 is lost, and
// a request for another path is answered 404.
History foreign_history();

// Sealed. What the history gives under the vendor's own document and policy.
Report foreign_report(const Conditions& conditions = two_tokens);

}  // namespace assay::test

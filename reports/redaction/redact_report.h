// The last boundary: what was added to a report after make_report(), or came with the command line, may hold a secret
// too.
#pragma once

#include "reports/model/report.h"
#include "reports/redaction/redactor.h"

namespace assay {

// Redacts every text of the report, whatever it stands for. Texts that were redacted already stay as they are.
void redact_report(Report& report, const Redactor& redactor);

}  // namespace assay

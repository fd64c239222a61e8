// Workflow commands that make GitHub Actions mark a line of a file.
#pragma once

#include <string>

#include "reports/model/report.h"

namespace assay {

// "::error file=...,line=...,title=...::..." for each FAIL and ERROR, "::warning" for each WARN, at the clause's line
// in the document. GitHub shows ten of each kind a step: no more are made, and a notice says how many were left out.
std::string render_annotations(const Report& report);

}  // namespace assay

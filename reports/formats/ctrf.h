// Common Test Report Format (ctrf.io, specVersion 0.0.0, the one that its reference implementation writes): one test a
// clause.
#pragma once

#include <string>

#include "reports/model/report.h"

namespace assay {

// PASS, INFO and WARN are passed, FAIL is failed, NA, UNTESTED and WAIVED are skipped, INCONCLUSIVE and ERROR are
// other; our own word stands in rawStatus.
std::string render_ctrf(const Report& report);

}  // namespace assay

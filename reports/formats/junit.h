// JUnit XML as GitLab, Jenkins and GitHub actions read it: a testsuite a family, a testcase a clause.
#pragma once

#include <string>

#include "reports/model/report.h"

namespace assay {

// FAIL is a failure; ERROR and INCONCLUSIVE are errors; WAIVED, UNTESTED and NA are skipped with their reason; PASS,
// WARN and INFO pass, the latter two with text in system-out. file and line are those of the clause in the document.
// Characters that XML 1.0 (section 2.2) forbids are replaced by U+FFFD.
std::string render_junit(const Report& report);

}  // namespace assay

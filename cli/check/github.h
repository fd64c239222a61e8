// What GitHub Actions gets of a run, by its environment.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "reports/model/report.h"

namespace assay {

// With GITHUB_ACTIONS=true: annotations on `out` (reports/formats/annotations.h). With GITHUB_STEP_SUMMARY: appends
// that of `files` that is report.md to the file that it names. `files` were written and searched for secrets. Throws
// BadDocument when the summary cannot be written.
void tell_github(const Report& report, const std::vector<std::string>& files, std::ostream& out);

}  // namespace assay

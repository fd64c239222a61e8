// What only the one who runs a check knows of it, for its reports.
#pragma once

#include <cstdint>
#include <vector>

#include "cli/check/check.h"
#include "cli/check/subject.h"
#include "contracts/http/history.h"
#include "contracts/plan/plan.h"
#include "reports/formats/format.h"
#include "reports/make_report.h"

namespace assay {

// The formats whose files are written: as told, else JSON and JUnit where only a folder is given. Throws BadDocument
// for one that there is not.
std::vector<const Format*> chosen_formats(const CheckOptions& options);

// Of a history that may have only begun. Credentials of the command line stand in it as the redactor knows them.
RunFacts facts_of(const CheckOptions& options, const Subject& subject, const Limits& limits, std::uint64_t seed,
                  const History& history);

}  // namespace assay

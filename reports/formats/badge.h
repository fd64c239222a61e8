// A badge for a README: the JSON of a shields.io endpoint, schema version 1.
#pragma once

#include <string>

#include "reports/model/report.h"

namespace assay {

std::string render_badge(const Report& report);

}  // namespace assay

// The formats that --report names.
#pragma once

#include <string>
#include <vector>

#include "reports/formats/format.h"

namespace assay {

// Those with a file. Throws BadDocument for one that is not known, with the nearest, or that has no file.
std::vector<const Format*> file_formats(const std::vector<std::string>& ids);

}  // namespace assay

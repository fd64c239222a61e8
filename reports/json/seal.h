// A digest over a report's content, so that a change of any byte of it shows. It has no key: it tells an edit by hand
// or a broken copy, not a forger who computes it anew. Who needs more signs the file.
#pragma once

#include <string>

#include "reports/model/report.h"

namespace assay {

// SHA-256, hex, over to_json_text of the report without its integrity.
std::string seal_of(const Report& report);

// Sets report.integrity. The last thing that is done to a report before it is written.
void seal(Report& report);

}  // namespace assay

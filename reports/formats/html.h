// One HTML file for a vendor, a manager, an auditor: reports/templates/, filled.
#pragma once

#include <string>
#include <string_view>

#include "reports/model/report.h"

namespace assay {

// The page needs no script and no network, and its Content-Security-Policy allows neither: only the one style sheet, by
// its digest. Linear in the report.
std::string render_html(const Report& report);

std::string_view style_sheet();

// The value that a policy's style-src names a style sheet by: "sha256-...".
std::string style_source(std::string_view style_sheet);

// The templates' own words: a secret that is one of them hides nothing.
std::string page_words();

}  // namespace assay

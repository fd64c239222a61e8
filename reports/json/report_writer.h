// Parts of a report as JSON text, written straight from the model: a report may hold 100,000 exchanges.
#pragma once

#include <string>
#include <vector>

#include "reports/model/report.h"

namespace assay {

// indented: two spaces a level, one member or entry a line. one_line: no white space. Bytes that are not UTF-8 become
// U+FFFD.
enum class Layout { indented, one_line };

std::string json_text_of(const Report& report, Layout layout);
std::string json_text_of(const Report::Exchange& exchange, Layout layout);
std::string json_text_of(const std::vector<Report::ResourceEffect>& effects, Layout layout);

}  // namespace assay

// The report as JSON, the form that is kept. Its schema is reports/json/report.schema.json.
#pragma once

#include <string>
#include <string_view>

#include "reports/model/report.h"

namespace assay {

// Keys in the order of report.h, two spaces of indent, a newline at the end: equal reports give equal bytes.
std::string to_json_text(const Report& report);

// The report that `text` holds. Throws BadDocument with `file` when it is not JSON, is cut off, is no report of ours,
// was written by a later format than this program knows, or lacks a member or has one of the wrong type (JSON Pointer
// in place). Members that are not known are skipped.
Report report_from_json(std::string_view text, const std::string& file);

// The JSON Schema (2020-12) that the text of to_json_text obeys.
std::string_view report_schema_text();

}  // namespace assay

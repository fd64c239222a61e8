// Reads a report, or a part of one, from JSON straight into its members: no tree of values stands between, since a
// report may hold 100,000 exchanges.
//
// All of these throw BadDocument with `file` and the JSON Pointer of what is wrong: a member that is missing, stands
// twice or has the wrong type, a number out of range, a word that is not known. Members that are not known are skipped.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "reports/model/report.h"

namespace assay {

// The report that `text` holds. Throws nlohmann::json::parse_error, whose place need not be right, for what is no JSON
// in UTF-8, and BadDocument for what is no report of ours, or one of a later format.
Report read_report(std::string_view text, const std::string& file);

// The same from values that were parsed already; `pointer` is where the value stands in the file.
Report report_from_value(const nlohmann::json& value, const std::string& file, const std::string& pointer);
Report::Exchange exchange_from_value(const nlohmann::json& value, const std::string& file, const std::string& pointer);
std::vector<Report::ResourceEffect> effects_from_value(const nlohmann::json& value, const std::string& file,
                                                       const std::string& pointer);

}  // namespace assay

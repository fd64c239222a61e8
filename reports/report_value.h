// Parts of a report as JSON values: what report_json.h and the events share.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "reports/report.h"

namespace assay {

nlohmann::ordered_json to_json_value(Report& report);
nlohmann::ordered_json to_json_value(Report::Exchange& exchange);
nlohmann::ordered_json to_json_value(std::vector<Report::TokenEffect>& tokens);

// Throw BadDocument, as report_from_json does; `pointer` is where the value stands in the file.
Report report_from_value(const nlohmann::json& value, const std::string& file, const std::string& pointer);
Report::Exchange exchange_from_value(const nlohmann::json& value, const std::string& file, const std::string& pointer);
std::vector<Report::TokenEffect> tokens_from_value(const nlohmann::json& value, const std::string& file,
                                                   const std::string& pointer);

}  // namespace assay

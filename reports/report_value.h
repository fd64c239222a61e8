// Parts of a report from JSON values: what report_json.h and the events share.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "reports/report.h"

namespace assay {

// Throw BadDocument, as report_from_json does; `pointer` is where the value stands in the file.
Report report_from_value(const nlohmann::json& value, const std::string& file, const std::string& pointer);
Report::Exchange exchange_from_value(const nlohmann::json& value, const std::string& file, const std::string& pointer);
Report::Moment moment_from_value(const nlohmann::json& value, const std::string& file, const std::string& pointer);
std::vector<Report::TokenEffect> tokens_from_value(const nlohmann::json& value, const std::string& file,
                                                   const std::string& pointer);

}  // namespace assay

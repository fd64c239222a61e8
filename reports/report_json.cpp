#include "reports/report_json.h"

#include <nlohmann/json.hpp>

#include "contracts/json_body.h"
#include "contracts/place.h"
#include "reports/load_report.h"
#include "reports/report_value.h"

namespace assay {
namespace embedded {
extern const std::string_view report_schema;
}

std::string to_json_text(Report report) {
  return to_json_value(report).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

Report report_from_json(std::string_view text, const std::string& file) {
  const JsonBody json = read_json(text, kLargestReport);
  if (!json.faults.empty())
    throw BadDocument({.file = file, .line = 0, .pointer = json.faults.front().pointer},
                      "the report is cut off or no JSON: " + json.faults.front().message);
  return report_from_value(json.value, file, "");
}

std::string_view report_schema_text() { return embedded::report_schema; }

}  // namespace assay

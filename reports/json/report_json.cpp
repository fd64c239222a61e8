#include "reports/json/report_json.h"

#include <nlohmann/json.hpp>

#include "contracts/documents/place.h"
#include "contracts/documents/utf8.h"
#include "reports/json/load_report.h"
#include "reports/json/report_reader.h"
#include "reports/json/report_writer.h"

namespace assay {
namespace embedded {
extern const std::string_view report_schema;
}
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw BadDocument({.file = file, .line = 0, .pointer = ""}, "the report is cut off or no JSON: " + why);
}

// Where a text that could not be read is no JSON.
std::string fault_of(std::string_view text) {
  if (const std::size_t at = find_invalid_utf8(text); at < text.size())
    return "it is not UTF-8 at byte " + std::to_string(at + 1);
  try {
    const json skipped = json::parse(text.begin(), text.end(), [](int, json::parse_event_t, json&) { return false; });
  } catch (const json::parse_error& error) {
    return "see byte " + std::to_string(error.byte) + " of " + std::to_string(text.size());
  }
  return "it could not be read";
}

}  // namespace

std::string to_json_text(const Report& report) { return json_text_of(report, Layout::indented) + '\n'; }

Report report_from_json(std::string_view text, const std::string& file) {
  if (text.size() > largest_report) refuse(file, "it is too large");
  try {
    return read_report(text, file);
  } catch (const json::parse_error&) {
    refuse(file, fault_of(text));
  } catch (const json::out_of_range&) {
    throw BadDocument(
        {.file = file, .line = 0, .pointer = ""},
        "the report holds a number beyond what a double can be, such as 1e400; it was changed or is not one of ours");
  }
}

std::string_view report_schema_text() { return embedded::report_schema; }

}  // namespace assay

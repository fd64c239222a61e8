#include "reports/report_json.h"

#include <iterator>
#include <nlohmann/json.hpp>

#include "contracts/json_body.h"
#include "contracts/place.h"
#include "reports/load_report.h"
#include "reports/report_text.h"
#include "reports/report_value.h"

namespace assay {
namespace embedded {
extern const std::string_view report_schema;
}
namespace {

using nlohmann::json;

// Reads the long lists of a report entry by entry, so that no tree of all of them is ever held.
class LongLists {
 public:
  explicit LongLists(const std::string& file) : file_(file) {}

  // The parser's callback: false drops a value that was taken.
  bool take(int depth, json::parse_event_t event, json& value) {
    if (depth == 1 && event == json::parse_event_t::key) member_ = value.get_ref<const std::string&>();
    if (depth == 1 && event == json::parse_event_t::value && member_ == "format") is_ours_ = value == Report{}.format;
    if (depth != 2 || event != json::parse_event_t::object_end || !is_ours_) return true;
    if (member_ == "exchanges")
      exchanges_.push_back(exchange_from_value(value, file_, "/exchanges/" + std::to_string(exchanges_.size())));
    else if (member_ == "timeline")
      timeline_.push_back(moment_from_value(value, file_, "/timeline/" + std::to_string(timeline_.size())));
    else
      return true;
    return false;
  }

  void give(Report& report) {
    std::move(exchanges_.begin(), exchanges_.end(), std::back_inserter(report.exchanges));
    std::move(timeline_.begin(), timeline_.end(), std::back_inserter(report.timeline));
  }

 private:
  const std::string& file_;
  std::string member_{};  // of the report, that is being read
  bool is_ours_ = false;
  std::vector<Report::Exchange> exchanges_{};
  std::vector<Report::Moment> timeline_{};
};

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw BadDocument({.file = file, .line = 0, .pointer = ""}, "the report is cut off or no JSON: " + why);
}

}  // namespace

std::string to_json_text(Report report) { return json_text_of(report, Layout::indented) + '\n'; }

Report report_from_json(std::string_view text, const std::string& file) {
  if (text.size() > kLargestReport) refuse(file, "it is too large");
  if (const std::size_t at = find_invalid_utf8(text); at < text.size())
    refuse(file, "it is not UTF-8 at byte " + std::to_string(at + 1));
  LongLists lists(file);
  try {
    const json document = json::parse(text.begin(), text.end(), [&](int depth, json::parse_event_t event, json& value) {
      return lists.take(depth, event, value);
    });
    Report report = report_from_value(document, file, "");
    lists.give(report);
    return report;
  } catch (const json::parse_error& error) {
    refuse(file, "see byte " + std::to_string(error.byte) + " of " + std::to_string(text.size()));
  }
}

std::string_view report_schema_text() { return embedded::report_schema; }

}  // namespace assay

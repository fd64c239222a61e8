#include <algorithm>

#include "reports/format.h"
#include "reports/formats/console.h"
#include "reports/formats/junit.h"
#include "reports/report_json.h"

namespace assay {

const std::vector<Format>& formats() {
  static const std::vector<Format> table = {
      {"console", "", "For a person at a terminal: the verdict, then each failure with what to do about it.",
       [](const Report& report) { return render_console(report, Terminal{}); }},
      {"json", "report.json", "For machines: all that the run found; every other format can be made from it.",
       to_json_text},
      {"junit", "report.xml", "For GitLab, Jenkins and GitHub actions: one testcase a clause.", render_junit},
  };
  return table;
}

const Format* find_format(std::string_view id) {
  const auto& table = formats();
  const auto format = std::find_if(table.begin(), table.end(), [&](const Format& each) { return each.id == id; });
  return format == table.end() ? nullptr : &*format;
}

}  // namespace assay

#include <algorithm>

#include "reports/formats/badge.h"
#include "reports/formats/console.h"
#include "reports/formats/ctrf.h"
#include "reports/formats/format.h"
#include "reports/formats/html.h"
#include "reports/formats/junit.h"
#include "reports/formats/markdown.h"
#include "reports/formats/sarif.h"
#include "reports/json/report_json.h"

namespace assay {

const std::vector<Format>& formats() {
  static const std::vector<Format> table = {
      {"console", "", "For a person at a terminal: the verdict, then each failure with what to do about it.",
       [](const Report& report) { return render_console(report, Terminal{}); }},
      {"json", "report.json", "For machines: all that the run found; every other format can be made from it.",
       to_json_text},
      {"html", "report.html", "For a vendor, a manager, an auditor: one page with all evidence, no script, no network.",
       render_html},
      {"junit", "report.xml", "For GitLab, Jenkins and GitHub actions: one testcase a clause.", render_junit},
      {"sarif", "report.sarif", "For code scanning: SARIF 2.1.0, each broken clause at its line of the document.",
       render_sarif},
      {"ctrf", "report.ctrf.json", "For readers of the Common Test Report Format.", render_ctrf},
      {"markdown", "report.md", "For a GitHub step summary: what is broken, with the evidence, under 1 MiB.",
       [](const Report& report) { return render_markdown(report, markdown_bytes); }},
      {"badge", "badge.json", "For a README: the JSON of a shields.io endpoint.", render_badge},
  };
  return table;
}

const Format* find_format(std::string_view id) {
  const auto& table = formats();
  const auto format = std::find_if(table.begin(), table.end(), [&](const Format& each) { return each.id == id; });
  return format == table.end() ? nullptr : &*format;
}

}  // namespace assay

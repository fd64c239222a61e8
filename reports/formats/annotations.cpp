#include "reports/formats/annotations.h"

#include <algorithm>

#include "reports/formats/inert_text.h"
#include "reports/formats/outcomes.h"
#include "reports/model/template.h"

namespace assay {
namespace {

constexpr std::size_t shown = 10;

// As the runner's toolkit escapes: a command is one line, its properties end at a comma or a colon.
std::string escaped(const std::string& text, std::string_view special) {
  std::string safe;
  for (const char c : visible_text(text)) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    if (special.find(c) == std::string_view::npos)
      safe += c;
    else
      ((safe += '%') += digits[byte / 16]) += digits[byte % 16];
  }
  return safe;
}

std::string data(const std::string& text) { return inert(escaped(text, "%\r\n")); }
std::string property(const std::string& text) { return escaped(text, "%\r\n:,"); }

std::string annotation(const std::string& command, const Report::Clause& clause) {
  std::string place;
  if (clause.source.line > 0)
    place = "file=" + property(clause.source.file) + ",line=" + std::to_string(clause.source.line) + ',';
  return "::" + command + ' ' + place + "title=" + property(std::string(to_text(clause.verdict)) + ' ' + clause.id) +
         "::" + data(headline_of(clause)) + '\n';
}

std::string annotations(const Report& report, const std::string& command, std::initializer_list<VerdictKind> kinds) {
  std::string text;
  std::size_t found = 0;
  for (const Report::Clause& clause : report.clauses)
    if (std::find(kinds.begin(), kinds.end(), clause.verdict) != kinds.end() && ++found <= shown)
      text += annotation(command, clause);
  if (found > shown)
    text += "::notice title=assay::" + std::to_string(found - shown) + " more " + command +
            "s are left out here; the report has them\n";
  return text;
}

}  // namespace

std::string render_annotations(const Report& report) {
  return annotations(report, "error", {VerdictKind::fail, VerdictKind::error}) +
         annotations(report, "warning", {VerdictKind::warn});
}

}  // namespace assay

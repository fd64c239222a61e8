#include "reports/formats/markdown.h"

#include <algorithm>
#include <map>
#include <set>

#include "reports/formats/chart.h"
#include "reports/formats/inert_text.h"
#include "reports/formats/outcomes.h"
#include "reports/model/template.h"

namespace assay {
namespace {

constexpr std::size_t shown_defects = 5;  // a clause

// Longer than any run of backticks within, as CommonMark 6.1 and 4.5 ask.
std::string fence_for(std::string_view text, std::size_t least) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(std::max(longest + 1, least), '`');
}

std::string block(const std::string& language, const std::string& text) {
  const std::string shown = visible_text(text);
  const std::string fence = fence_for(shown, 3);
  return '\n' + fence + language + '\n' + shown + (shown.ends_with('\n') ? "" : "\n") + fence + '\n';
}

// On one line, so that it also fits a cell of a table.
std::string span(std::string_view text) {
  std::string shown = visible_text(text);
  for (char& c : shown)
    if (c == '\n' || c == '\t') c = ' ';
  for (std::size_t at = 0; (at = shown.find('|', at)) != std::string::npos; at += 2) shown.insert(at, "\\");
  if (shown.empty()) return "";
  const std::string fence = fence_for(shown, 1);
  const bool padded = shown.front() == '`' || shown.back() == '`' || shown.front() == ' ';
  return fence + (padded ? " " : "") + shown + (padded ? " " : "") + fence;
}

// Our own sentences, which may quote what a server said.
std::string prose(std::string_view text) {
  const std::string shown = visible_text(text);
  std::string safe;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    const char c = shown[at];
    const bool link = c == ':' && at + 1 < shown.size() && shown[at + 1] != ' ';
    if (link || std::string_view("\\`*_{}[]()#+!|~@$").find(c) != std::string_view::npos) safe += '\\';
    if (c == '<')
      safe += "&lt;";
    else if (c == '&')
      safe += "&amp;";
    else
      safe += c == '\n' ? ' ' : c;
  }
  return safe;
}

const char* mark_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::pass: return "\u2705";
    case VerdictKind::fail:
    case VerdictKind::error: return "\u274C";
    case VerdictKind::warn:
    case VerdictKind::waived: return "\u26A0\uFE0F";
    case VerdictKind::inconclusive: return "\u2754";
    case VerdictKind::info:
    case VerdictKind::na:
    case VerdictKind::untested: return "\u2796";
  }
  return "";
}

// Empty where the rotation alone was asked for.
std::string operations_of(const Report& report) {
  const std::vector<Report::Operation> operations = shown_operations(report);
  if (operations.empty()) return "";
  std::string text = "\n| operation | effect | requests | successes |\n|---|---|--:|--:|\n";
  for (const Report::Operation& operation : operations)
    text += "| " + span(operation.method + ' ' + operation.path) + " | " + operation.effect + " | " +
            std::to_string(operation.requests) + " | " + std::to_string(operation.successes) + " |\n";
  if (const std::size_t others = requests_beside(report); others > 0)
    text += "| other methods and paths | | " + std::to_string(others) + " | |\n";
  return text;
}

std::string head_of(const Report& report) {
  std::string text = "# " + std::string(to_text(report.verdict)) + ": " + span(report.subject.base_url) + "\n\n";
  text += summary_of(report) + "\n\n" + coverage_of(report) + ".\n";
  if (!report.run.stopped_early.empty()) text += "\n**Stopped early:** " + prose(report.run.stopped_early) + '\n';
  text += "\n| outcome | clauses | |\n|---|--:|---|\n";
  for (const VerdictKind kind : verdict_kinds) {
    const auto count = report.counts.find(kind);
    if (count == report.counts.end() || count->second == 0) continue;
    text += "| " + std::string(mark_of(kind)) + ' ' + std::string(to_text(kind)) + " | " +
            std::to_string(count->second) + " | " + meaning_in(report, kind) + " |\n";
  }
  text += "\n" + prose(report.document.title + ' ' + report.document.version) + ", " +
          counted(report.run.requests, "request") + ", " + counted(report.run.rotations, "rotation") + ", " +
          duration_words(report.run.duration_ms) + ", seed " + span(report.run.seed) + '\n';
  if (const std::string heard = deliveries_in_words(report); !heard.empty()) text += '\n' + heard + ".\n";
  return text + operations_of(report);
}

std::string evidence_of(const Report::Finding& finding) {
  std::string text = "\n" + prose(finding.message) + '\n';
  std::string facts;
  if (!finding.expected.empty()) facts += "expected  " + finding.expected + '\n';
  if (!finding.actual.empty()) facts += "actual    " + finding.actual + '\n';
  if (!finding.pointer.empty()) facts += "at        " + finding.pointer + '\n';
  if (!facts.empty()) text += block("text", facts);
  if (!finding.reproduce.curl.empty()) text += block("sh", finding.reproduce.curl);
  if (!finding.reproduce.note.empty()) text += '\n' + prose(finding.reproduce.note) + '\n';
  if (!finding.reproduce.replay.empty()) text += block("sh", finding.reproduce.replay);
  return text;
}

std::string section_of(const Report::Clause& clause) {
  std::string text = "\n## " + std::string(mark_of(clause.verdict)) + ' ' + std::string(to_text(clause.verdict)) + ' ' +
                     span(clause.id) + "\n\n" + prose(clause.requirement) + "\n\n";
  const std::string place = place_of(clause.source);
  text += "Law: " + std::string(law_of(clause.source.source_class)) + ", " + prose(clause.source.reference) +
          (place.empty() ? "" : " (" + span(place) + ')') + ".\n";
  if (clause.violations > 0)
    text +=
        "Broken " + counted(clause.violations, "time") + " in " + counted(clause.observations, "observation") + ".\n";
  if (!clause.reason.empty()) text += '\n' + prose(clause.reason) + '\n';
  std::set<std::string> told;
  for (const Report::Finding& finding : clause.findings)
    if (told.size() < shown_defects && told.insert(defect_of(finding)).second) text += evidence_of(finding);
  return text;
}

// Clauses with the same reason together.
std::string reasons_of(const Report& report, VerdictKind kind) {
  std::map<std::string, std::string> clauses_by_reason;
  for (const Report::Clause& clause : report.clauses) {
    if (clause.verdict != kind) continue;
    std::string& clauses = clauses_by_reason[clause.reason];
    clauses += (clauses.empty() ? "" : ", ") + span(clause.id);
  }
  std::string text;
  for (const auto& [reason, clauses] : clauses_by_reason) text += "- " + prose(reason) + ": " + clauses + '\n';
  return text.empty() ? "" : "\n## " + std::string(to_text(kind)) + "\n\n" + text;
}

std::vector<std::string> sections_of(const Report& report) {
  std::vector<std::string> sections;
  for (const VerdictKind kind :
       {VerdictKind::fail, VerdictKind::error, VerdictKind::inconclusive, VerdictKind::warn, VerdictKind::waived})
    for (const Report::Clause& clause : report.clauses)
      if (clause.verdict == kind) sections.push_back(section_of(clause));
  for (const VerdictKind kind : {VerdictKind::untested, VerdictKind::na}) sections.push_back(reasons_of(report, kind));
  if (report.baseline) {
    std::string text = "\n## Against " + span(report.baseline->id) + "\n\n";
    for (const Report::Change& change : report.baseline->changes)
      text += "- " + prose(change.change) + ": " + span(change.clause) + '\n';
    sections.push_back(text);
  }
  if (!report.side_effects.statement.empty())
    sections.push_back("\n## Side effects\n\n" + prose(report.side_effects.statement) + '\n');
  return sections;
}

}  // namespace

std::string render_markdown(const Report& report, std::size_t limit) {
  constexpr std::size_t notice = 200;
  std::string text = head_of(report);
  std::size_t left_out = 0;
  for (const std::string& section : sections_of(report))
    if (text.size() + section.size() + notice <= limit)
      text += section;
    else
      ++left_out;
  if (left_out > 0)
    text += "\n**" + counted(left_out, "section") +
            " left out to stay within the size that GitHub takes; all of it is in report.json and report.html.**\n";
  return inert(text);
}

}  // namespace assay

#include "reports/formats/console.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "reports/formats/inert_text.h"
#include "reports/formats/outcomes.h"
#include "reports/formats/wrap.h"
#include "reports/redaction/shown_text.h"

namespace assay {
namespace {

constexpr std::size_t narrowest = 60;
constexpr std::size_t shown_text = 400;      // bytes of an expected or actual; all of it is in the report's files
constexpr std::size_t shown_per_clause = 3;  // findings

class Screen {
 public:
  explicit Screen(const Terminal& terminal) : width_(std::max(terminal.width, narrowest)), colour_(terminal.colour) {}

  std::string paint(std::string_view text, const char* code) const {
    if (colour_ == Terminal::Colour::none) return std::string(text);
    return "\x1b[" + std::string(code) + 'm' + std::string(text) + "\x1b[0m";
  }
  void line(const std::string& text) { (text_ += inert(text)) += '\n'; }  // a word that was broken may begin one
  void blank() { text_ += '\n'; }
  // `text` wrapped, the first line behind `label`, the others below its end.
  void paragraph(std::size_t indent, std::string_view label, std::string_view text) {
    const std::string margin(indent, ' ');
    const std::size_t hanging = indent + display_width(label);
    const auto lines = wrap(printable(text), width_ > hanging + 20 ? width_ - hanging : 20);
    for (std::size_t i = 0; i < lines.size(); ++i)
      line(i == 0 ? margin + std::string(label) + lines[i] : std::string(hanging, ' ') + lines[i]);
  }
  std::string take() { return std::move(text_); }

 private:
  std::size_t width_;
  Terminal::Colour colour_;
  std::string text_{};
};

const char* colour_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::fail:
    case VerdictKind::error: return "1;31";
    case VerdictKind::warn:
    case VerdictKind::inconclusive:
    case VerdictKind::waived: return "1;33";
    case VerdictKind::pass: return "32";
    case VerdictKind::info:
    case VerdictKind::na:
    case VerdictKind::untested: return "36";
  }
  return "0";
}

const char* colour_of(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::conforms: return "1;32";
    case Conclusion::does_not_conform: return "1;31";
    case Conclusion::conforms_with_warnings:
    case Conclusion::partial:
    case Conclusion::inconclusive: return "1;33";
  }
  return "0";
}

std::string plural(std::size_t count, const std::string& noun) {
  return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

std::string successes(std::size_t count) { return std::to_string(count) + (count == 1 ? " success" : " successes"); }

std::string shorten(const std::string& text) {
  return text.size() <= shown_text ? text
                                   : std::string(cut_utf8(text, shown_text)) + "... (all of it is in report.json)";
}

std::string counts_line(const Report& report) {
  std::string text = coverage_of(report);
  for (const VerdictKind kind : verdict_kinds) {
    const auto found = report.counts.find(kind);
    const std::size_t left_out = kind == VerdictKind::untested ? left_out_of(report) : 0;
    const std::size_t count = found == report.counts.end() ? 0 : found->second - left_out;
    if (count > 0) text += ", " + std::to_string(count) + ' ' + std::string(to_text(kind));
  }
  return text;
}

void tell_head(const Report& report, Screen& screen) {
  screen.line(screen.paint(to_text(report.verdict), colour_of(report.verdict)) + "  " +
              printable(report.subject.base_url));
  screen.paragraph(0, "", counts_line(report));
  screen.paragraph(0, "",
                   report.document.title + ' ' + report.document.version + " (" + report.document.file + "), " +
                       plural(report.run.requests, "request") + ", " + plural(report.run.rotations, "rotation") +
                       ", seed " + report.run.seed);
  for (const Report::Operation& operation : shown_operations(report))
    screen.paragraph(0, operation.effect + std::string(9 - std::min<std::size_t>(operation.effect.size(), 8), ' '),
                     operation.method + ' ' + operation.path + ", " + plural(operation.requests, "request") + ", " +
                         successes(operation.successes));
  if (const std::string heard = deliveries_in_words(report); !heard.empty()) screen.paragraph(0, "", heard);
  if (!report.run.stopped_early.empty()) screen.paragraph(0, "stopped early: ", report.run.stopped_early);
}

// What a finding says, but for its numbers: two that differ in these alone need be read once.
std::string gist_of(const Report::Finding& finding) {
  std::string gist = finding.message + '\n' + finding.pointer + '\n' + finding.actual;
  std::erase_if(gist, [](char c) { return c >= '0' && c <= '9'; });
  return gist;
}

std::vector<const Report::Finding*> telling_findings(const Report::Clause& clause) {
  std::vector<const Report::Finding*> telling;
  std::set<std::string> gists;
  for (const Report::Finding& finding : clause.findings)
    if (telling.size() < shown_per_clause && gists.insert(gist_of(finding)).second) telling.push_back(&finding);
  return telling;
}

void tell_finding(const Report::Finding& finding, Screen& screen) {
  screen.paragraph(6, "- ", finding.message);
  if (!finding.pointer.empty()) screen.paragraph(8, "at        ", finding.pointer);
  if (!finding.expected.empty()) screen.paragraph(8, "expected  ", shorten(finding.expected));
  if (!finding.actual.empty()) screen.paragraph(8, "actual    ", shorten(finding.actual));
}

// The first line that reproduces the clause, on one line so that it can be copied.
void tell_curl(const Report::Clause& clause, Screen& screen) {
  const auto with_curl = std::find_if(clause.findings.begin(), clause.findings.end(),
                                      [](const Report::Finding& finding) { return !finding.reproduce.curl.empty(); });
  if (with_curl == clause.findings.end()) return;
  screen.line("      " + printable(with_curl->reproduce.curl));
  if (!with_curl->reproduce.note.empty()) screen.paragraph(6, "(", with_curl->reproduce.note + ')');
}

// The first line that sends it again.
void tell_replay(const Report::Clause& clause, Screen& screen) {
  const auto with_replay =
      std::find_if(clause.findings.begin(), clause.findings.end(),
                   [](const Report::Finding& finding) { return !finding.reproduce.replay.empty(); });
  if (with_replay != clause.findings.end()) screen.line("      " + printable(with_replay->reproduce.replay));
}

void tell_clause(const Report::Clause& clause, Screen& screen) {
  const std::string kind(to_text(clause.verdict));
  const std::string seen = clause.observations > 0 ? "  (" + plural(clause.violations, "violation") + " in " +
                                                         plural(clause.observations, "observation") + ")"
                                                   : "";
  screen.blank();
  screen.line(screen.paint(kind, colour_of(clause.verdict)) + "  " + clause.id + seen);
  screen.paragraph(6, "", clause.requirement);
  if (clause.source.line > 0)
    screen.paragraph(6, "stated at ", clause.source.file + ':' + std::to_string(clause.source.line));
  else if (!clause.source.reference.empty())
    screen.paragraph(6, "source: ", clause.source.reference);
  if (!clause.reason.empty()) screen.paragraph(6, "", clause.reason);
  if (clause.culprit && *clause.culprit != Culprit::vendor)
    screen.paragraph(6, "culprit: ", "the " + std::string(to_text(*clause.culprit)) + ", not the vendor");
  const auto telling = telling_findings(clause);
  for (const Report::Finding* finding : telling) tell_finding(*finding, screen);
  if (clause.violations > telling.size())
    screen.line("      and " + std::to_string(clause.violations - telling.size()) + " more");
  tell_curl(clause, screen);
  tell_replay(clause, screen);
}

void tell_clauses(const Report& report, VerdictKind kind, Screen& screen) {
  for (const Report::Clause& clause : report.clauses)
    if (clause.verdict == kind) tell_clause(clause, screen);
}

// Clauses with the same reason together: the reason, and their ids below it.
void tell_reasons(const Report& report, VerdictKind kind, Screen& screen) {
  std::vector<std::pair<std::string, std::string>> by_reason;
  for (const Report::Clause& clause : report.clauses) {
    if (clause.verdict != kind) continue;
    const auto known =
        std::find_if(by_reason.begin(), by_reason.end(), [&](const auto& each) { return each.first == clause.reason; });
    if (known == by_reason.end())
      by_reason.emplace_back(clause.reason, clause.id);
    else
      known->second += ", " + clause.id;
  }
  for (const auto& [reason, ids] : by_reason) {
    screen.blank();
    screen.line(screen.paint(to_text(kind), colour_of(kind)));
    screen.paragraph(6, "", reason);
    screen.paragraph(6, "", ids);
  }
}

void tell_notes(const Report& report, Screen& screen) {
  bool first = true;
  for (const Report::Clause& clause : report.clauses) {
    if (clause.verdict != VerdictKind::info) continue;
    if (first) screen.blank();
    first = false;
    const std::string seen = !clause.reason.empty()    ? clause.reason
                             : clause.findings.empty() ? clause.note
                                                       : clause.findings.front().message;
    screen.line(screen.paint("INFO", colour_of(VerdictKind::info)) + "  " + clause.id);
    screen.paragraph(6, "", seen);
  }
}

}  // namespace

std::string render_console(const Report& report, const Terminal& terminal) {
  Screen screen(terminal);
  tell_head(report, screen);
  for (const VerdictKind kind :
       {VerdictKind::fail, VerdictKind::error, VerdictKind::inconclusive, VerdictKind::warn, VerdictKind::waived})
    tell_clauses(report, kind, screen);
  tell_notes(report, screen);
  for (const VerdictKind kind : {VerdictKind::untested, VerdictKind::na}) tell_reasons(report, kind, screen);
  screen.blank();
  screen.paragraph(0, "", report.side_effects.statement);
  return screen.take();
}

}  // namespace assay

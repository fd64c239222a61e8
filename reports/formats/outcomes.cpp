#include "reports/formats/outcomes.h"

#include <algorithm>
#include <map>
#include <utility>

namespace assay {

std::string lower(VerdictKind kind) {
  std::string text(to_text(kind));
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string_view meaning_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::pass: return "held whenever it could be seen";
    case VerdictKind::fail: return "a MUST is broken";
    case VerdictKind::warn: return "a SHOULD is broken";
    case VerdictKind::info: return "recorded, not judged";
    case VerdictKind::na: return "its condition does not occur here";
    case VerdictKind::untested: return "could not be seen in this run";
    case VerdictKind::inconclusive: return "was seen, but not clearly enough";
    case VerdictKind::waived: return "broken, under a live waiver";
    case VerdictKind::error: return "the check itself broke";
  }
  return "";
}

bool was_left_out(const Report::Clause& clause) {
  return clause.verdict == VerdictKind::untested && clause.reason.starts_with("not selected");
}

std::size_t left_out_of(const Report& report) {
  return static_cast<std::size_t>(std::count_if(report.clauses.begin(), report.clauses.end(), was_left_out));
}

std::string meaning_in(const Report& report, VerdictKind kind) {
  const std::size_t left_out = left_out_of(report);
  if (kind != VerdictKind::untested || left_out == 0) return std::string(meaning_of(kind));
  const bool all = report.counts.at(kind) == left_out;
  return (all ? "" : std::string(meaning_of(kind)) + ", " + std::to_string(left_out) + " of them ") +
         "left out by --only or --exclude";
}

std::string coverage_of(const Report& report) {
  const std::size_t left_out = left_out_of(report);
  const std::string tested = std::to_string(report.coverage.tested) + " of ";
  if (left_out == 0) return tested + counted(report.coverage.applicable, "clause") + " tested";
  return tested + counted(report.coverage.applicable, "selected clause") + " tested, " + std::to_string(left_out) +
         " left out by --only or --exclude";
}

bool needs_attention(VerdictKind kind) {
  return kind == VerdictKind::fail || kind == VerdictKind::error || kind == VerdictKind::inconclusive ||
         kind == VerdictKind::warn;
}

std::string vendor_of(const Report& report) {
  const std::string& name = report.subject.vendor.empty() ? report.document.title : report.subject.vendor;
  return name.empty() ? "assay" : name;
}

std::string operation_of(const Report& report) {
  return report.operations.empty() ? "operation" : report.operations.front().id;
}

std::vector<Report::Operation> shown_operations(const Report& report) {
  const bool reads = std::any_of(report.operations.begin(), report.operations.end(), [](const auto& operation) {
    return operation.effect != "rotates" && operation.requests > 0;
  });
  return reads ? report.operations : std::vector<Report::Operation>{};
}

std::size_t requests_beside(const Report& report) {
  std::size_t asked = 0;
  for (const Report::Operation& operation : report.operations) asked += operation.requests;
  return report.run.requests - std::min(report.run.requests, asked);
}

std::string deliveries_in_words(const Report& report) {
  if (!report.deliveries) return "";
  const auto& heard = report.deliveries->heard;
  std::string text = heard.size() == 1 ? "1 delivery" : std::to_string(heard.size()) + " deliveries";
  std::map<std::string, std::size_t> counts;
  for (const Report::Delivery& delivery : heard) ++counts[delivery.signed_with];
  const std::pair<const char*, const char*> words[] = {{"live", "signed with the live secret"},
                                                       {"live and old", "with the live and an old one"},
                                                       {"old", "with an old one alone"},
                                                       {"before the run", "with one from before the run"},
                                                       {"another resource", "with another resource's"},
                                                       {"none", "with none that is known"},
                                                       {"not sure", "not sure"},
                                                       {"unreadable", "unreadable"}};
  const char* before = ": ";
  for (const auto& [kind, said] : words) {
    const auto count = counts.find(kind);
    if (count == counts.end()) continue;
    text += before + std::to_string(count->second) + ' ' + said;
    before = ", ";
  }
  return text;
}

std::string family_of(const Report::Clause& clause) { return clause.id.substr(0, clause.id.find('/')); }

std::string summary_of(const Report& report) {
  const auto count = [&](VerdictKind kind) {
    const auto found = report.counts.find(kind);
    return found == report.counts.end() ? std::size_t{0} : found->second;
  };
  const std::size_t tested = report.coverage.tested;
  const std::string of_tested = " of " + std::to_string(tested) + " tested " + (tested == 1 ? "clause" : "clauses");
  std::string text;
  if (tested == 0)
    text = "No clause could be tested.";
  else if (const std::size_t broken = count(VerdictKind::fail) + count(VerdictKind::waived); broken > 0)
    text = std::to_string(broken) + of_tested + (broken == 1 ? " is broken." : " are broken.");
  else if (count(VerdictKind::warn) > 0)
    text = "No MUST is broken, and " + std::to_string(count(VerdictKind::warn)) + of_tested + " would be better kept.";
  else
    text = "Nothing is broken in " + counted(tested, "tested clause") + '.';
  const std::size_t left_out = left_out_of(report);
  const std::size_t open =
      count(VerdictKind::inconclusive) + count(VerdictKind::error) + count(VerdictKind::untested) - left_out;
  if (open > 0) text += ' ' + counted(open, "clause") + " could not be judged.";
  if (left_out > 0)
    text += " This is a part of the contract: " + counted(left_out, "clause") + (left_out == 1 ? " was" : " were") +
            " left out by --only or --exclude.";
  return text;
}

std::string headline_of(const Report::Clause& clause) {
  if (!clause.reason.empty()) return clause.reason;
  return clause.findings.empty() ? clause.requirement : told(clause.findings.front()).message;
}

std::string place_of(const Report::ClauseSource& source) {
  return source.line > 0 ? source.file + ':' + std::to_string(source.line) : "";
}

std::string_view law_of(std::string_view source_class) {
  if (source_class == "A") return "stated by the document";
  if (source_class == "B") return "implied by the document's words";
  if (source_class == "C") return "a general standard";
  if (source_class == "D") return "a convention of the document's framework";
  return "good practice";
}

Told told(const Report::Finding& finding) {
  const std::string& text = finding.message;
  const std::size_t at = text.rfind(" (explore, seed ");
  if (at == std::string::npos || !text.ends_with(')')) return {.message = text};
  return {.message = text.substr(0, at), .explored = text.substr(at + 2, text.size() - at - 3)};
}

std::string defect_of(const Report::Finding& finding) {
  std::string defect = told(finding).message + '\n' + finding.pointer;
  std::erase_if(defect, [](char c) { return c >= '0' && c <= '9'; });
  return defect;
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

}  // namespace assay

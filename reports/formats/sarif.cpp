#include "reports/formats/sarif.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "reports/formats/outcomes.h"
#include "reports/formats/sarif_parts.h"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t results_per_clause = 25;

// A clause that the document says nothing about stands at its first line: readers want a place.
Json location_of(const std::string& file, int line, const Report& report) {
  return sarif_location(file.empty() ? report.document.file : file, line);
}

const char* level_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::fail:
    case VerdictKind::error: return "error";
    case VerdictKind::warn: return "warning";
    case VerdictKind::pass:
    case VerdictKind::info:
    case VerdictKind::na:
    case VerdictKind::untested:
    case VerdictKind::inconclusive:
    case VerdictKind::waived: return "note";
  }
  return "note";
}

std::string text_or(const std::string& text, const std::string& otherwise) { return text.empty() ? otherwise : text; }

Json rule_of(const Report::Clause& clause) {
  const std::string help = "Law: " + std::string(law_of(clause.source.source_class)) + ". " + clause.source.reference;
  return {{"id", clause.id},
          {"shortDescription", {{"text", text_or(clause.requirement, clause.id)}}},
          {"fullDescription", {{"text", text_or(clause.requirement, clause.id)}}},
          {"help", {{"text", help}}},
          {"defaultConfiguration",
           {{"level", clause.level == Level::must     ? "error"
                      : clause.level == Level::should ? "warning"
                                                      : "note"}}},
          {"properties", {{"tags", {family_of(clause), to_text(clause.level)}}}}};
}

std::string message_of(const Report::Finding& finding) {
  std::string text = finding.message;
  if (!finding.expected.empty()) text += "\nExpected: " + finding.expected;
  if (!finding.actual.empty()) text += "\nActual: " + finding.actual;
  if (!finding.pointer.empty()) text += "\nAt: " + finding.pointer;
  if (!finding.reproduce.curl.empty()) text += "\nReproduce: " + finding.reproduce.curl;
  if (!finding.reproduce.replay.empty()) text += "\nReplay: " + finding.reproduce.replay;
  return text;
}

// SARIF's word for a change against the baseline; empty where it has none.
std::string baseline_state(const Report& report, const std::string& clause) {
  if (report.baseline)
    for (const Report::Change& change : report.baseline->changes)
      if (change.clause == clause) {
        if (change.change == "new" || change.change == "regressed") return "new";
        if (change.change == "still") return "unchanged";
      }
  return "";
}

void add_result(const Report& report, const Report::Clause& clause, Json result, Json& results) {
  result["locations"] = Json::array({location_of(clause.source.file, clause.source.line, report)});
  if (clause.verdict == VerdictKind::waived)
    result["suppressions"] =
        Json::array({{{"kind", "external"}, {"status", "accepted"}, {"justification", clause.reason}}});
  if (const std::string state = baseline_state(report, clause.id); !state.empty()) result["baselineState"] = state;
  result["properties"] = {{"outcome", to_text(clause.verdict)}, {"violations", clause.violations}};
  results.push_back(std::move(result));
}

// One result for each defect, told by its first finding.
void add_results(const Report& report, const Report::Clause& clause, Json& results) {
  const bool told = needs_attention(clause.verdict) || clause.verdict == VerdictKind::waived;
  if (!told) return;
  const char* level = clause.verdict != VerdictKind::waived ? level_of(clause.verdict)
                      : clause.level == Level::must         ? "error"
                                                            : "warning";
  std::map<std::string, const Report::Finding*> defects;
  for (const Report::Finding& finding : clause.findings) {
    const std::string defect = defect_of(finding);
    if (defects.size() == results_per_clause || !defects.emplace(defect, &finding).second) continue;
    add_result(report, clause, sarif_result(clause.id, level, message_of(finding), defect), results);
  }
  if (defects.empty()) add_result(report, clause, sarif_result(clause.id, level, headline_of(clause), ""), results);
}

void add_defects(const Report& report, Json& rules, Json& results) {
  std::map<std::string, bool> known;
  for (const Report::DocumentDefect& defect : report.document_defects) {
    const std::string rule = "document/" + defect.rule;
    if (!known[rule])
      rules.push_back({{"id", rule}, {"shortDescription", {{"text", "The document itself: " + defect.rule}}}});
    known[rule] = true;
    Json result = sarif_result(rule, "note", defect.message, defect.pointer);
    result["locations"] = Json::array({location_of(defect.file, defect.line, report)});
    results.push_back(std::move(result));
  }
}

Json run_of(const Report& report) {
  Json rules = Json::array();
  Json results = Json::array();
  for (const Report::Clause& clause : report.clauses) {
    rules.push_back(rule_of(clause));
    add_results(report, clause, results);
  }
  add_defects(report, rules, results);
  Json invocation = {{"executionSuccessful", report.verdict != Conclusion::inconclusive}};
  if (!report.run.started.empty()) invocation["startTimeUtc"] = report.run.started;
  return {{"tool", {{"driver", {{"name", "assay"}, {"semanticVersion", report.tool.version}, {"rules", rules}}}}},
          {"automationDetails", {{"id", "assay/" + report.id}}},
          {"invocations", Json::array({invocation})},
          {"columnKind", "utf16CodeUnits"},
          {"results", results},
          {"properties", {{"verdict", to_text(report.verdict)}, {"baseUrl", report.subject.base_url}}}};
}

}  // namespace

std::string render_sarif(const Report& report) { return sarif_log(run_of(report)); }

}  // namespace assay

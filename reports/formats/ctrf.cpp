#include "reports/formats/ctrf.h"

#include <cstdint>
#include <nlohmann/json.hpp>

#include "contracts/schema/rfc3339.h"
#include "reports/formats/outcomes.h"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

const char* status_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::pass:
    case VerdictKind::info:
    case VerdictKind::warn: return "passed";
    case VerdictKind::fail: return "failed";
    case VerdictKind::na:
    case VerdictKind::untested:
    case VerdictKind::waived: return "skipped";
    case VerdictKind::inconclusive:
    case VerdictKind::error: return "other";
  }
  return "other";
}

std::string trace_of(const Report::Clause& clause) {
  std::string text;
  for (const Report::Finding& finding : clause.findings) {
    text += finding.message + "\nexpected: " + finding.expected + "\nactual: " + finding.actual + '\n';
    if (!finding.pointer.empty()) text += "at: " + finding.pointer + '\n';
    if (!finding.reproduce.curl.empty()) text += "reproduce: " + finding.reproduce.curl + '\n';
    if (!finding.reproduce.replay.empty()) text += "replay: " + finding.reproduce.replay + '\n';
  }
  return text;
}

Json test_of(const Report& report, const Report::Clause& clause) {
  Json test = {{"name", clause.id},
               {"status", status_of(clause.verdict)},
               {"duration", 0},
               {"suite", {vendor_of(report), operation_of(report), family_of(clause)}},
               {"message", headline_of(clause)},
               {"rawStatus", to_text(clause.verdict)},
               {"tags", {to_text(clause.level)}},
               {"type", "conformance"}};
  if (!clause.source.file.empty()) test["filePath"] = clause.source.file;
  if (clause.source.line > 0) test["line"] = clause.source.line;
  if (!clause.findings.empty()) test["trace"] = trace_of(clause);
  test["extra"] = {
      {"requirement", clause.requirement}, {"observations", clause.observations}, {"violations", clause.violations}};
  return test;
}

std::int64_t started_ms(const Report& report) {
  const auto instant = parse_rfc3339(report.run.started);
  return instant ? instant->seconds * 1000 : 0;
}

Json summary_of(const Report& report, const Json& tests) {
  const std::int64_t start = started_ms(report);
  Json summary = {{"tests", tests.size()}, {"passed", 0},
                  {"failed", 0},           {"pending", 0},
                  {"skipped", 0},          {"other", 0},
                  {"start", start},        {"stop", start + static_cast<std::int64_t>(report.run.duration_ms)}};
  for (const Json& test : tests) {
    Json& count = summary[test["status"].get<std::string>()];
    count = count.get<std::size_t>() + 1;
  }
  return summary;
}

Json environment_of(const Report& report) {
  Json environment = {{"appName", report.subject.base_url},
                      {"osPlatform", report.environment.os},
                      {"testEnvironment", report.document.title + ' ' + report.document.version}};
  if (!report.subject.version.empty()) environment["appVersion"] = report.subject.version;
  if (!report.environment.ci_run_url.empty()) environment["buildUrl"] = report.environment.ci_run_url;
  return environment;
}

}  // namespace

std::string render_ctrf(const Report& report) {
  Json tests = Json::array();
  for (const Report::Clause& clause : report.clauses) tests.push_back(test_of(report, clause));
  const Json summary = summary_of(report, tests);
  const Json document = {
      {"reportFormat", "CTRF"},
      {"specVersion", "0.0.0"},
      {"generatedBy", "assay " + report.tool.version},
      {"results",
       {{"tool",
         {{"name", "assay"}, {"version", report.tool.version}, {"extra", {{"verdict", to_text(report.verdict)}}}}},
        {"summary", summary},
        {"tests", std::move(tests)},
        {"environment", environment_of(report)}}}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace assay

#include "reports/formats/junit.h"

#include <algorithm>
#include <locale>
#include <pugixml.hpp>
#include <sstream>

#include "reports/formats/inert_text.h"
#include "reports/formats/outcomes.h"
#include "reports/model/template.h"

namespace assay {
namespace {

// In valid UTF-8: C0 controls but tab, line feed and carriage return, and the non-characters U+FFFE and U+FFFF.
std::string xml_text(std::string_view text) {
  std::string clean;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    const bool non_character = text.substr(at, 3) == "\xEF\xBF\xBE" || text.substr(at, 3) == "\xEF\xBF\xBF";
    if (control || non_character)
      clean += "\uFFFD";
    else
      clean += c;
    if (non_character) at += 2;
  }
  return inert(visible_text(clean));
}

void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(xml_text(value).c_str());
}

void set(pugi::xml_node node, const char* name, std::size_t value) {
  node.append_attribute(name).set_value(std::to_string(value).c_str());
}

std::string seconds(double milliseconds) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text.precision(3);
  text << std::fixed << milliseconds / 1000;
  return text.str();
}

// "Slate API.rotate_secret.secret": the vendor, the operation, the family. A suite has the name of its cases' class,
// since viewers group by one or the other; Jenkins takes what stands before the last dot for the package.
std::string suite_of(const Report& report, const std::string& family) {
  std::string vendor = vendor_of(report);
  vendor.resize(vendor.find_last_not_of(". ") + 1);  // "Example Inc."
  return vendor + '.' + operation_of(report) + '.' + family;
}

std::string describe(const Report::Finding& finding) {
  std::string text = finding.message + '\n';
  if (!finding.expected.empty()) text += "expected: " + finding.expected + '\n';
  if (!finding.actual.empty()) text += "actual: " + finding.actual + '\n';
  if (!finding.pointer.empty()) text += "at: " + finding.pointer + '\n';
  if (!finding.reproduce.curl.empty()) text += "reproduce: " + finding.reproduce.curl + '\n';
  if (!finding.reproduce.note.empty()) text += "note: " + finding.reproduce.note + '\n';
  if (!finding.reproduce.replay.empty()) text += "replay: " + finding.reproduce.replay + '\n';
  return text;
}

// Bytes of a testcase's text before no further finding is told. GitLab takes 30 MB a file, and no element of more than
// 10 MB.
constexpr std::size_t longest_body = 256 * 1024;

// Readers cut the body at a few hundred characters: the reason stands first.
std::string describe(const Report::Clause& clause) {
  std::string text = std::string(to_text(clause.verdict)) + ": ";
  if (!clause.reason.empty()) text += clause.reason + '\n';
  std::size_t shown = 0;
  for (const Report::Finding& finding : clause.findings) {
    if (text.size() > longest_body) break;
    text += describe(finding) + '\n';
    ++shown;
  }
  if (clause.violations > shown) text += std::to_string(clause.violations - shown) + " more are not shown\n";
  return text + "requirement: " + clause.requirement + '\n';
}

std::string headline(const Report::Clause& clause) {
  if (!clause.reason.empty()) return std::string(to_text(clause.verdict)) + ": " + clause.reason;
  return clause.findings.empty() ? clause.requirement : clause.findings.front().message;
}

// The element that a verdict becomes; empty: the testcase passes.
std::string_view element_for(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::fail: return "failure";
    case VerdictKind::error:
    case VerdictKind::inconclusive: return "error";
    case VerdictKind::na:
    case VerdictKind::untested:
    case VerdictKind::waived: return "skipped";
    case VerdictKind::pass:
    case VerdictKind::warn:
    case VerdictKind::info: return "";
  }
  return "";
}

void add_case(pugi::xml_node suite, const std::string& suite_name, const Report::Clause& clause) {
  auto testcase = suite.append_child("testcase");
  set(testcase, "classname", suite_name);
  set(testcase, "name", clause.id);
  set(testcase, "time", std::string("0.000"));
  if (!clause.source.file.empty()) set(testcase, "file", clause.source.file);
  if (clause.source.line > 0) set(testcase, "line", static_cast<std::size_t>(clause.source.line));
  const std::string element(element_for(clause.verdict));
  if (!element.empty()) {
    auto outcome = testcase.append_child(element.c_str());
    set(outcome, "message", headline(clause));
    if (element != "skipped") set(outcome, "type", std::string(to_text(clause.verdict)));
    outcome.text().set(xml_text(describe(clause)).c_str());
  } else if (clause.verdict != VerdictKind::pass) {
    testcase.append_child("system-out").text().set(xml_text(describe(clause)).c_str());
  }
}

void set_counts(pugi::xml_node node, const std::vector<const Report::Clause*>& clauses) {
  const auto count = [&](std::string_view element) {
    return static_cast<std::size_t>(std::count_if(
        clauses.begin(), clauses.end(), [&](const auto* clause) { return element_for(clause->verdict) == element; }));
  };
  set(node, "tests", clauses.size());
  set(node, "failures", count("failure"));
  set(node, "errors", count("error"));
  set(node, "skipped", count("skipped"));
}

// Clauses by family, families in the order of their first clause.
std::vector<std::vector<const Report::Clause*>> families_of(const Report& report) {
  std::vector<std::vector<const Report::Clause*>> families;
  for (const Report::Clause& clause : report.clauses) {
    const auto known = std::find_if(families.begin(), families.end(), [&](const auto& family) {
      return family_of(*family.front()) == family_of(clause);
    });
    if (known == families.end())
      families.push_back({&clause});
    else
      known->push_back(&clause);
  }
  return families;
}

void add_properties(pugi::xml_node suite, const Report& report) {
  auto properties = suite.append_child("properties");
  const auto add = [&](const char* name, const std::string& value) {
    auto property = properties.append_child("property");
    set(property, "name", std::string(name));
    set(property, "value", value);
  };
  add("verdict", std::string(to_text(report.verdict)));
  add("base_url", report.subject.base_url);
  add("document_sha256", report.document.sha256);
  add("seed", report.run.seed);
}

}  // namespace

std::string render_junit(const Report& report) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  set(declaration, "version", std::string("1.0"));
  set(declaration, "encoding", std::string("UTF-8"));
  auto suites = document.append_child("testsuites");
  set(suites, "name", std::string("assay"));
  std::vector<const Report::Clause*> all;
  for (const Report::Clause& clause : report.clauses) all.push_back(&clause);
  set_counts(suites, all);
  set(suites, "time", seconds(report.run.duration_ms));
  for (const auto& family : families_of(report)) {
    auto suite = suites.append_child("testsuite");
    const std::string name = suite_of(report, family_of(*family.front()));
    set(suite, "name", name);
    set_counts(suite, family);
    set(suite, "time", std::string("0.000"));
    set(suite, "timestamp", report.run.started.substr(0, 19));  // the schema of JUnit knows no offset
    add_properties(suite, report);
    for (const Report::Clause* clause : family) add_case(suite, name, *clause);
  }
  std::ostringstream text;
  document.save(text, "  ");
  return text.str();
}

}  // namespace assay

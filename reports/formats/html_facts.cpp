#include "contracts/words.h"
#include "reports/formats/chart.h"
#include "reports/formats/html_parts.h"
#include "reports/formats/html_sections.h"
#include "reports/formats/outcomes.h"
#include "reports/model/short_id.h"

namespace assay {
namespace {

std::string meaning_of_change(const std::string& change) {
  if (change == "new") return "broken now, not known before";
  if (change == "regressed") return "was kept, is broken now";
  if (change == "fixed") return "was broken, was seen kept now";
  if (change == "still") return "broken then and now";
  if (change == "unobserved") return "was broken, could not be seen now: not fixed";
  return "";
}

std::vector<Fields> changes_of(const Report::Baseline& baseline) {
  std::vector<Fields> list;
  for (const Report::Change& change : baseline.changes) {
    Fields& fields = list.emplace_back();
    fields["anchor"] = anchor_of(change.clause);
    fields["clause_id"] = change.clause;
    fields["change"] = change.change;
    fields["meaning"] = meaning_of_change(change.change);
  }
  return list;
}

std::vector<Fields> waivers_of(const Report& report) {
  std::vector<Fields> list;
  for (const Report::Waiver& waiver : report.waivers) {
    Fields& fields = list.emplace_back();
    fields["anchor"] = anchor_of(waiver.clause);
    fields["clause_id"] = waiver.clause;
    fields["state"] = waiver.state;
    fields["scope"] = waiver.scope;
    fields["reason"] = waiver.reason;
    fields["owner"] = waiver.owner;
    fields["expires"] = waiver.expires;
  }
  return list;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string limit(std::size_t value) { return value == 0 ? "no limit" : std::to_string(value); }

std::string budgets_of(const Report::Budgets& budgets) {
  std::string text = "requests " + limit(budgets.max_requests) + ", rotations " + limit(budgets.max_rotations) +
                     ", time " + duration_words(static_cast<double>(budgets.max_time_ms));
  return budgets.rate > 0 ? text + ", rate " + hundredths(budgets.rate) + " a second" : text;
}

std::string audit_of(const Report::LeakAudit& audit) {
  return counted(audit.values, "secret value") + " searched for, in every known encoding, in " +
         counted(audit.artifacts, "file") + " of this report: " +
         (audit.hits == 0 ? "none found" : counted(audit.hits, "file") + " held one and were removed");
}

class FactList {
 public:
  void words(const std::string& name, const std::string& value) { add(name, value, false); }
  void code(const std::string& name, const std::string& value) { add(name, value, true); }
  std::vector<Fields> take() { return std::move(list_); }

 private:
  void add(const std::string& name, const std::string& value, bool code) {
    if (value.empty()) return;
    Fields& fields = list_.emplace_back();
    fields["name"] = name;
    fields["value"] = value;
    fields["is_code"] = code;
  }
  std::vector<Fields> list_{};
};

}  // namespace

void show_comparison(const Report& report, Fields& page) {
  page["has_comparison"] = report.baseline.has_value();
  page["baseline_id"] = report.baseline ? report.baseline->id : "";
  page["changes"] = report.baseline ? changes_of(*report.baseline) : std::vector<Fields>{};
  page["has_waivers"] = !report.waivers.empty();
  page["waivers"] = waivers_of(report);
}

void show_document(const Report& report, Fields& page) {
  std::vector<Fields> list;
  for (const Report::DocumentDefect& defect : report.document_defects) {
    Fields& fields = list.emplace_back();
    fields["rule"] = defect.rule;
    fields["message"] = defect.message;
    fields["place"] = (defect.line > 0 ? defect.file + ':' + std::to_string(defect.line) + ' ' : "") + defect.pointer;
  }
  page["has_defects"] = !list.empty();
  page["defects"] = std::move(list);
}

void show_operations(const Report& report, Fields& page) {
  std::vector<Fields> list;
  for (const Report::Operation& operation : shown_operations(report)) {
    Fields& fields = list.emplace_back();
    fields["request_line"] = operation.method + ' ' + operation.path;
    fields["operation_id"] = operation.id == operation.method + ' ' + operation.path ? "" : operation.id;
    fields["effect"] = operation.effect;
    fields["operation_requests"] = std::to_string(operation.requests);
    fields["successes"] = std::to_string(operation.successes);
  }
  page["has_operations"] = !list.empty();
  page["operations"] = std::move(list);
  const std::size_t others = requests_beside(report);
  page["other_requests"] = others > 0 ? std::to_string(others) : "";
}

void show_side_effects(const Report& report, Fields& page) {
  std::vector<Fields> list;
  for (const Report::ResourceEffect& effect : report.side_effects.resources) {
    Fields& fields = list.emplace_back();
    fields["resource"] = short_id(effect.id);
    fields["rotated"] = std::to_string(effect.rotated);
    fields["may_have_rotated"] = std::to_string(effect.may_have_rotated);
    const bool is_uncertain = !effect.last_secret_issued.empty() && !effect.last_secret_certain;
    fields["last_issued"] = effect.last_secret_issued + (is_uncertain ? ", not certain" : "");
  }
  page["statement"] = report.side_effects.statement;
  page["noun"] = capital(report.side_effects.noun);
  page["secret_noun"] = report.side_effects.secret_noun;
  page["has_resources"] = !list.empty();
  page["resources"] = std::move(list);
  page["saved_to"] = report.side_effects.last_secret_saved_to;
}

void show_run(const Report& report, Fields& page) {
  FactList facts;
  facts.code("Command", joined(report.run.command_line));
  facts.code("Seed", report.run.seed);
  facts.words("Started", report.run.started);
  facts.words("Duration", duration_words(report.run.duration_ms));
  facts.words("Budgets", budgets_of(report.run.budgets));
  facts.words("Sent again after a 429", std::to_string(report.run.retries));
  facts.words("Answers with 429", std::to_string(report.run.too_many_requests));
  facts.words("Server", report.subject.server_header);
  facts.words("TLS", report.subject.tls_version);
  facts.words("Operating system", report.environment.os);
  facts.words("CI", report.environment.ci_provider);
  facts.code("CI run", report.environment.ci_run_url);
  if (report.environment.clock_offset_ms)
    facts.words("Server's clock", std::to_string(*report.environment.clock_offset_ms) + " ms from ours");
  facts.code("Document", report.document.file);
  facts.code("SHA-256 of the document", report.document.sha256);
  facts.code("Digest of the catalogue", report.tool.catalogue_digest);
  facts.words("Leak audit", audit_of(report.leak_audit));
  page["facts"] = facts.take();
  page["requests"] = std::to_string(report.run.requests);
  page["tool_version"] = report.tool.version;
  page["report_id"] = report.id;
}

}  // namespace assay

#include <algorithm>
#include <set>

#include "reports/formats/html_parts.h"
#include "reports/formats/outcomes.h"

namespace assay {
namespace embedded {
extern const std::string_view clause_html;
}
namespace {

constexpr std::size_t full_findings = 3;  // a clause: one of each defect, with its exchange; the others are listed

std::vector<Fields> citations_of(const std::vector<std::size_t>& ids, const Exhibits& exhibits) {
  std::vector<Fields> citations;
  for (const std::size_t id : ids) {
    const bool follows = !citations.empty();
    Fields& citation = citations.emplace_back();
    citation["follows"] = follows;
    citation["id"] = std::to_string(id);
    citation["is_shown"] = exhibits.find(id) != nullptr;
  }
  return citations;
}

Fields show(const Report::Finding& finding, const Exhibits& exhibits) {
  Fields fields;
  auto [message, explored] = told(finding);
  fields["message"] = std::move(message);
  fields["explored"] = std::move(explored);
  fields["expected"] = finding.expected;
  fields["actual"] = finding.actual;
  fields["at"] = finding.pointer;
  fields["has_citations"] = !finding.exchanges.empty();
  fields["citations"] = citations_of(finding.exchanges, exhibits);
  fields["curl"] = finding.reproduce.curl;
  fields["curl_note"] = finding.reproduce.note;
  fields["replay"] = finding.reproduce.replay;
  return fields;
}

Fields show_in_full(const Report::Finding& finding, const Exhibits& exhibits) {
  Fields fields = show(finding, exhibits);
  const Report::Exchange* shown = finding.exchanges.empty() ? nullptr : exhibits.find(finding.exchanges.back());
  fields["exchange"] = shown ? exchange_html(*shown, finding.pointer, exhibits, ExchangeView::quotation) : "";
  return fields;
}

std::string seen(const Report::Clause& clause) {
  if (clause.observations == 0 && clause.violations == 0) return "never";
  std::string text = counted(clause.observations, "time");
  return text + (clause.violations > 0 ? ", broken " + counted(clause.violations, "time") : "");
}

void show_findings(const Report::Clause& clause, const Exhibits& exhibits, Fields& fields) {
  std::vector<Fields> full, more;
  std::set<std::string> defects;
  for (const Report::Finding& finding : clause.findings)
    if (defects.size() < full_findings && defects.insert(defect_of(finding)).second)
      full.push_back(show_in_full(finding, exhibits));
    else
      more.push_back(show(finding, exhibits));
  fields["has_more"] = !more.empty();
  fields["more"] = std::to_string(more.size());
  fields["more_noun"] = more.size() == 1 ? "finding" : "findings";
  fields["findings"] = std::move(full);
  fields["more_findings"] = std::move(more);
  const std::size_t kept = std::min(clause.violations, clause.findings.size());
  fields["not_kept"] = clause.violations > kept ? std::to_string(clause.violations - kept) : "";
}

}  // namespace

Exhibits::Exhibits(const Report& report) {
  const std::string& url = report.subject.base_url;
  const std::size_t host = url.find("://");
  const std::size_t path = host == std::string::npos ? host : url.find('/', host + 3);
  if (path != std::string::npos) base_path_ = url.substr(path, url.find_last_not_of('/') + 1 - path);
  for (const Report::Exchange& exchange : report.exchanges) by_id_.emplace(exchange.id, &exchange);
  for (const Report::Clause& clause : report.clauses)
    for (const Report::Finding& finding : clause.findings)
      if (!finding.exchanges.empty()) pointers_.emplace(finding.exchanges.back(), finding.pointer);
}

const Report::Exchange* Exhibits::find(std::size_t id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

std::string Exhibits::pointer(std::size_t id) const {
  const auto found = pointers_.find(id);
  return found == pointers_.end() ? "" : found->second;
}

std::string anchor_of(const std::string& clause_id) {
  std::string anchor = clause_id;
  std::replace(anchor.begin(), anchor.end(), '/', '-');
  return anchor;
}

std::string clause_html(const Report::Clause& clause, const std::string& change, const Exhibits& exhibits) {
  static thread_local Template page(embedded::clause_html);
  Fields fields;
  fields["anchor"] = anchor_of(clause.id);
  fields["is_open"] = clause.verdict == VerdictKind::fail || clause.verdict == VerdictKind::error;
  fields["outcome"] = std::string(to_text(clause.verdict));
  fields["outcome_class"] = lower(clause.verdict);
  fields["clause_id"] = clause.id;
  fields["level"] = std::string(to_text(clause.level));
  fields["change"] = change;
  fields["requirement"] = clause.requirement;
  fields["reason"] = clause.reason;
  fields["note"] = clause.note == clause.reason ? "" : clause.note;
  fields["law"] = std::string(law_of(clause.source.source_class));
  fields["reference"] = clause.source.reference;
  fields["place"] = place_of(clause.source);
  fields["pointer"] = clause.source.pointer;
  fields["seen"] = seen(clause);
  fields["culprit"] = clause.culprit ? "the " + std::string(to_text(*clause.culprit)) : "";
  fields["has_samples"] = !clause.samples.empty();
  fields["samples"] = citations_of(clause.samples, exhibits);
  show_findings(clause, exhibits, fields);
  return page.fill(fields);
}

}  // namespace assay

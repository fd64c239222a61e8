// The members of each part of a Report, named once, in the order in which they are written. A Visitor is called as
// visitor("name", member); report_writer.cpp has one that writes, report_slots.h one that reads.
// Longer than the budget of a header: it is one list.
#pragma once

#include "reports/model/report.h"

namespace assay {

template <class Visitor>
void visit_members(Visitor& visit, Coverage& coverage) {
  visit("tested", coverage.tested);
  visit("applicable", coverage.applicable);
  visit("all", coverage.all);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Subject& subject) {
  visit("vendor", subject.vendor);
  visit("product", subject.product);
  visit("version", subject.version);
  visit("base_url", subject.base_url);
  visit("server_header", subject.server_header);
  visit("tls_version", subject.tls_version);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Document& document) {
  visit("title", document.title);
  visit("version", document.version);
  visit("sha256", document.sha256);
  visit("file", document.file);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Tool& tool) {
  visit("version", tool.version);
  visit("catalogue_digest", tool.catalogue_digest);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Environment& environment) {
  visit("os", environment.os);
  visit("ci_provider", environment.ci_provider);
  visit("ci_run_url", environment.ci_run_url);
  visit("clock_offset_ms", environment.clock_offset_ms);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Budgets& budgets) {
  visit("max_requests", budgets.max_requests);
  visit("max_rotations", budgets.max_rotations);
  visit("max_time_ms", budgets.max_time_ms);
  visit("rate", budgets.rate);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Run& run) {
  visit("started", run.started);
  visit("duration_ms", run.duration_ms);
  visit("seed", run.seed);
  visit("command_line", run.command_line);
  visit("budgets", run.budgets);
  visit("resources", run.resources);
  visit("given_headers", run.given_headers);
  visit("requests", run.requests);
  visit("rotations", run.rotations);
  visit("retries", run.retries);
  visit("too_many_requests", run.too_many_requests);
  visit("stopped_early", run.stopped_early);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::ClauseSource& source) {
  visit("class", source.source_class);
  visit("reference", source.reference);
  visit("pointer", source.pointer);
  visit("file", source.file);
  visit("line", source.line);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Reproduce& reproduce) {
  visit("curl", reproduce.curl);
  visit("note", reproduce.note);
  visit("replay", reproduce.replay);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Finding& finding) {
  visit("message", finding.message);
  visit("expected", finding.expected);
  visit("actual", finding.actual);
  visit("pointer", finding.pointer);
  visit("culprit", finding.culprit);
  visit("exchanges", finding.exchanges);
  visit("reproduce", finding.reproduce);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Clause& clause) {
  visit("id", clause.id);
  visit("verdict", clause.verdict);
  visit("level", clause.level);
  visit("requirement", clause.requirement);
  visit("source", clause.source);
  visit("culprit", clause.culprit);
  visit("observations", clause.observations);
  visit("violations", clause.violations);
  visit("reason", clause.reason);
  visit("note", clause.note);
  visit("findings", clause.findings);
  visit("samples", clause.samples);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::HeaderField& header) {
  visit("name", header.name);
  visit("value", header.value);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Body& body) {
  visit("text", body.text);
  visit("bytes", body.bytes);
  visit("note", body.note);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Request& request) {
  visit("method", request.method);
  visit("target", request.target);
  visit("headers", request.headers);
  visit("body", request.body);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Response& response) {
  visit("status", response.status);
  visit("reason", response.reason);
  visit("headers", response.headers);
  visit("body", response.body);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Silence& silence) {
  visit("why", silence.why);
  visit("detail", silence.detail);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Exchange& exchange) {
  visit("id", exchange.id);
  visit("scenario", exchange.scenario);
  visit("lane", exchange.lane);
  visit("sent", exchange.sent);
  visit("sent_ms", exchange.sent_ms);
  visit("duration_ms", exchange.duration_ms);
  visit("request", exchange.request);
  visit("response", exchange.response);
  visit("no_response", exchange.no_response);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Moment& moment) {
  visit("sent_ms", moment.sent_ms);
  visit("duration_ms", moment.duration_ms);
  visit("status", moment.status);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Operation& operation) {
  visit("id", operation.id);
  visit("method", operation.method);
  visit("path", operation.path);
  visit("effect", operation.effect);
  visit("requests", operation.requests);
  visit("successes", operation.successes);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::IssuedSecret& secret) {
  visit("exchange", secret.exchange);
  visit("resource", secret.resource);
  visit("issued_ms", secret.issued_ms);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Delivery& delivery) {
  visit("received_ms", delivery.received_ms);
  visit("resource", delivery.resource);
  visit("trigger", delivery.trigger);
  visit("signed_with", delivery.signed_with);
  visit("signers", delivery.signers);
  visit("live", delivery.live);
  visit("fault", delivery.fault);
  visit("is_again", delivery.is_again);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Deliveries& deliveries) {
  visit("scheme", deliveries.scheme);
  visit("secrets", deliveries.secrets);
  visit("heard", deliveries.heard);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::ResourceEffect& effect) {
  visit("id", effect.id);
  visit("rotated", effect.rotated);
  visit("may_have_rotated", effect.may_have_rotated);
  visit("last_secret_issued", effect.last_secret_issued);
  visit("last_secret_certain", effect.last_secret_certain);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::SideEffects& effects) {
  visit("noun", effects.noun);
  visit("secret_noun", effects.secret_noun);
  visit("consequence", effects.consequence);
  visit("remedy", effects.remedy);
  visit("resources", effects.resources);
  visit("at_most", effects.at_most);
  visit("last_secret_saved_to", effects.last_secret_saved_to);
  visit("statement", effects.statement);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::DocumentDefect& defect) {
  visit("rule", defect.rule);
  visit("message", defect.message);
  visit("pointer", defect.pointer);
  visit("file", defect.file);
  visit("line", defect.line);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Waiver& waiver) {
  visit("clause", waiver.clause);
  visit("scope", waiver.scope);
  visit("reason", waiver.reason);
  visit("owner", waiver.owner);
  visit("expires", waiver.expires);
  visit("state", waiver.state);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Change& change) {
  visit("clause", change.clause);
  visit("change", change.change);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Baseline& baseline) {
  visit("id", baseline.id);
  visit("changes", baseline.changes);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::LeakAudit& audit) {
  visit("values", audit.values);
  visit("artifacts", audit.artifacts);
  visit("hits", audit.hits);
}

template <class Visitor>
void visit_members(Visitor& visit, Report::Integrity& integrity) {
  visit("sha256", integrity.sha256);
}

template <class Visitor>
void visit_members(Visitor& visit, Report& report) {
  visit("format", report.format);
  visit("id", report.id);
  visit("verdict", report.verdict);
  visit("counts", report.counts);
  visit("coverage", report.coverage);
  visit("subject", report.subject);
  visit("document", report.document);
  visit("tool", report.tool);
  visit("environment", report.environment);
  visit("run", report.run);
  visit("clauses", report.clauses);
  visit("exchanges", report.exchanges);
  visit("operations", report.operations);
  visit("timeline", report.timeline);
  visit("deliveries", report.deliveries);
  visit("side_effects", report.side_effects);
  visit("document_defects", report.document_defects);
  visit("waivers", report.waivers);
  visit("baseline", report.baseline);
  visit("leak_audit", report.leak_audit);
  visit("integrity", report.integrity);
}

}  // namespace assay

#include "tests/reports/example_report.h"

#include "reports/json/seal.h"

namespace assay::test {
namespace {

Report::Clause clause(const std::string& id, VerdictKind verdict, Level level, const std::string& requirement) {
  return {.id = id,
          .verdict = verdict,
          .level = level,
          .requirement = requirement,
          .source = {.source_class = "C", .reference = "RFC 8259 section 8.1", .pointer = "", .file = "", .line = 0},
          .observations = 12};
}

Report::Clause failed_clause() {
  Report::Clause fail =
      clause("secret/fresh", VerdictKind::fail, Level::must,
             "A rotation MUST give a webhook_secret that differs from every earlier one of the token.");
  fail.source = {"B", "the operation is named Rotate Webhook Secret", "/paths/~1api-tokens/post/summary",
                 "slate.openapi.yaml", 17};
  fail.culprit = Culprit::vendor;
  fail.violations = 5;
  fail.findings = {
      {.message = "The second rotation of token 1 gave the first one's secret again.",
       .expected = "a webhook_secret that is new",
       .actual = "secret#2, as in exchange 0",
       .pointer = "/webhook_secret",
       .culprit = Culprit::vendor,
       .exchanges = {0, 1},
       .reproduce = {"curl -sS -i -g --path-as-is -X POST -H 'Authorization: Bearer '\"$ASSAY_TOKEN\" "
                     "https://api.example.com/v1/api-tokens/1/webhook/rotate-secret",
                     "set ASSAY_TOKEN to the credential", "assay replay assay-report/report.json secret/fresh"}},
      {.message = "Control characters \x1b[31m and ]]> and <tags> & \"quotes\" stay harmless.",
       .expected = "caf\u00E9",
       .actual = std::string("a\x01\x1b[0mb\xEF\xBF\xBE") + std::string(500, 'x'),
       .exchanges = {1}}};
  return fail;
}

Report::Clause with_reason(Report::Clause clause, const std::string& reason) {
  clause.reason = reason;
  clause.observations = 0;
  return clause;
}

std::vector<Report::Clause> clauses() {
  Report::Clause pass = clause("shape/json", VerdictKind::pass, Level::must, "Bodies MUST be JSON in UTF-8.");
  pass.source = {"A", "content", "/paths/~1api-tokens/post/responses", "slate.openapi.yaml", 21};
  pass.samples = {0};
  Report::Clause warn =
      clause("secrecy/no-store", VerdictKind::warn, Level::should, "A 200 SHOULD say Cache-Control: no-store.");
  warn.culprit = Culprit::document;
  warn.violations = 1;
  warn.findings = {{.message = "Cache-Control is missing.",
                    .expected = "no-store",
                    .actual = "no such header",
                    .culprit = Culprit::document,
                    .exchanges = {0}}};
  Report::Clause info =
      clause("state/token-disclosure", VerdictKind::info, Level::info, "Which token a 200 shows is recorded.");
  info.reason = "the whole token is shown";
  info.note = info.reason;
  const auto open = [](const std::string& id, VerdictKind kind) {
    return clause(id, kind, Level::must, "It MUST hold.");
  };
  return {
      pass,
      failed_clause(),
      with_reason(open("secret/unique-across-tokens", VerdictKind::untested),
                  "needs a second token: give another --id ID"),
      with_reason(open("state/others-untouched", VerdictKind::untested), "needs a second token: give another --id ID"),
      info,
      with_reason(open("auth/required", VerdictKind::na), "the document asks for no credentials"),
      with_reason(open("race/no-failure", VerdictKind::inconclusive), "rate-limited: 7 of 9 answers were 429"),
      warn,
      with_reason(open("server/no-5xx", VerdictKind::waived), "waived until 2026-12-31 by ops: known, ticket 12"),
      with_reason(open("method/only-post", VerdictKind::error), "the check itself failed: out of range")};
}

std::vector<Report::Exchange> exchanges() {
  const Report::Request request{
      "POST", "/api-tokens/1/webhook/rotate-secret", {{"Authorization", "Bearer secret#1"}}, {}};
  const Report::Response response{
      200, "OK", {{"Content-Type", "application/json"}}, {"{\"webhook_secret\":\"secret#2\"}", 47, ""}};
  return {{.id = 0,
           .scenario = "rotate-sequence",
           .lane = 0,
           .sent = "2026-03-01T12:00:00.250Z",
           .sent_ms = 250,
           .duration_ms = 3.125,
           .request = request,
           .response = response},
          {.id = 1,
           .scenario = "rotate-sequence",
           .lane = 1,
           .sent = "2026-03-01T12:00:00.300Z",
           .sent_ms = 300,
           .duration_ms = 5000,
           .request = request,
           .no_response = Report::Silence{"timed out", "no answer within 5000 ms"}}};
}

Report::SideEffects side_effects() {
  return {.noun = "token",
          .secret_noun = "secret",
          .consequence = "webhooks stay broken until the receivers know the new secret",
          .remedy = "rotate once more to learn one",
          .resources = {{"1", 1, 1, "2026-03-01T12:00:00.253Z", true}},
          .at_most = 3,
          .last_secret_saved_to = "last-secret",
          .statement = "Token 1 was rotated 1 time and perhaps 1 more."};
}

Report::Deliveries deliveries() {
  return {.scheme = "standard-webhooks",
          .secrets = {{.exchange = 0, .resource = "1", .issued_ms = 253.125},
                      {.exchange = 3, .resource = "1", .issued_ms = 330}},
          .heard = {
              {.received_ms = 260, .resource = "1", .trigger = 1, .signed_with = "live", .signers = {0}, .live = {0}},
              {.received_ms = 340, .resource = "1", .trigger = 4, .signed_with = "old", .signers = {0}, .live = {3}},
              {.received_ms = 350, .resource = "1", .trigger = 4, .signed_with = "none", .live = {3}, .is_again = true},
              {.received_ms = 360, .signed_with = "unreadable", .fault = "header webhook-id is missing"}}};
}

}  // namespace

Report example_report() {
  Report report{.id = "20260301T120000Z-0123abcd", .verdict = Conclusion::does_not_conform};
  for (const VerdictKind kind : verdict_kinds) report.counts[kind] = kind == VerdictKind::untested ? 2 : 1;
  report.coverage = {.tested = 5, .applicable = 9, .all = 10};
  report.subject = {"Example Inc.", "Slate", "7.1", "https://api.example.com/v1", "nginx", "TLSv1.3"};
  report.document = {"Slate API", "1.0.0", "00ff", "slate.openapi.yaml"};
  report.tool = {"0.1.0", "abcdef"};
  report.environment = {"Linux 6.1 x86_64", "GitLab CI", "https://gitlab.example.com/-/jobs/1", -1000};
  report.run = {.started = "2026-03-01T12:00:00.000Z",
                .duration_ms = 6543,
                .seed = "18446744073709551615",
                .command_line = {"assay", "check", "-H", "Authorization: Bearer secret#1"},
                .budgets = {.max_requests = 1000, .max_rotations = 200, .max_time_ms = 120000, .rate = 2.5},
                .resources = 1,
                .given_headers = 1,
                .requests = 2,
                .rotations = 1,
                .retries = 1,
                .too_many_requests = 1,
                .stopped_early = "interrupted"};
  report.clauses = clauses();
  report.exchanges = exchanges();
  report.timeline = {{250, 3.125, 200}, {300, 5000, 0}, {310, 2, 422}, {320, 1.5, 429}, {330, 40, 503}};
  report.deliveries = deliveries();
  report.operations = {{.id = "rotate_webhook_secret",
                        .method = "POST",
                        .path = "/api-tokens/{token_id}/webhook/rotate-secret",
                        .effect = "rotates",
                        .requests = 2,
                        .successes = 1}};
  report.side_effects = side_effects();
  report.document_defects = {
      {"secret-optional", "webhook_secret is not required.", "/components/schemas/T", "slate.openapi.yaml", 90}};
  report.waivers = {{"server/no-5xx", "example", "known, ticket 12", "ops", "2026-12-31", "live"}};
  report.baseline = {.id = "20260201T120000Z-4567abcd", .changes = {{"secret/fresh", "regressed"}}};
  report.leak_audit = {.values = 2, .artifacts = 3, .hits = 0};
  seal(report);
  return report;
}

}  // namespace assay::test

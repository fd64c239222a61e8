#include "reports/make_report.h"

#include "contracts/documents/document.h"
#include "contracts/http/http_date.h"
#include "reports/json/report_json.h"
#include "reports/model/timestamp.h"
#include "reports/redaction/shown_text.h"
#include "reports/side_effects.h"
#include "tests/catch.h"

namespace assay::test {
using namespace std::chrono_literals;

namespace {

constexpr auto pointer = "/paths/~1t~1{id}/post";
const auto run_start = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + 12h;

Contract contract() {
  Policy policy = load_embedded_policy();
  policy.uses.front().operation = "rotate";
  return {.title = "Slate API",
          .version = "1",
          .openapi = "3.1.0",
          .file = "slate.yaml",
          .sha256 = "00ff",
          .operations = {{.id = "rotate", .method = "POST", .path = "/t/{id}"}},
          .policy = policy,
          .document =
              std::make_shared<const Document>(Document{.file = "slate.yaml", .value = {}, .lines = {{pointer, 7}}})};
}

std::shared_ptr<const Check> check() {
  static const auto fresh = std::make_shared<const Check>(
      Check{.id = "secret/fresh", .requirement = "A secret MUST be new.", .source = {'B', "its name", pointer}});
  return fresh;
}

Exchange exchange(const std::string& id, Outcome outcome, RunTime sent = 0ms) {
  return {.request = {.method = "POST", .target = "/t/" + id, .headers = {{"Authorization", "Bearer cred-7f3a"}}},
          .outcome = std::move(outcome),
          .sent = sent,
          .done = sent + 2ms,
          .lane = 0,
          .scenario = "rotate-sequence"};
}

Response answer(const std::string& secret) {
  return {.status = 200,
          .reason = "OK",
          .headers = {{"Date", "Sun, 01 Mar 2026 12:00:05 GMT"}, {"Server", "slate"}},
          .body = R"({"webhook_secret":")" + secret + R"("})"};
}

RunFacts facts() {
  return {.base_url = "http://127.0.0.1:4010",
          .tool_version = "0.1.0",
          .seed = 7,
          .command_line = {"assay", "check", "-H", "Authorization: Bearer cred-7f3a"},
          .started = run_start,
          .duration = 1500ms,
          .credentials = {{"Authorization", "Bearer cred-7f3a"}}};
}

Verdict failed(std::vector<Finding> findings) {
  const std::size_t count = findings.size();
  return {.check = check(),
          .kind = VerdictKind::fail,
          .evidence = {.observations = count, .findings = std::move(findings)}};
}

Report report_of(const History& history, const std::vector<Verdict>& verdicts) {
  Redactor redactor = make_redactor(contract());
  learn_run(facts(), history, redactor);
  return make_report(facts(), contract(), history, verdicts, {.may_rotate = true, .tokens = 1}, redactor);
}

}  // namespace

TEST_CASE("no secret and no credential stands in a report, and equality can still be seen") {
  History history{.exchanges = {exchange("1", answer("canary-one")), exchange("1", answer("canary-one"), 5ms)},
                  .started = run_start};
  const Finding finding{
      .message = "canary-one came twice", .expected = "not canary-one", .actual = "canary-one", .exchanges = {0, 1}};
  const Report report = report_of(history, {failed({finding})});
  const std::string text = to_json_text(report);
  CHECK(text.find("canary") == std::string::npos);
  CHECK(text.find("Bearer cred-7f3a") == std::string::npos);
  CHECK(report.clauses[0].findings[0].actual == "secret#2");
  CHECK(report.exchanges[0].response->body.text == R"({"webhook_secret":"secret#2"})");
  CHECK(report.exchanges[1].response->body.text == report.exchanges[0].response->body.text);
  CHECK(report.run.command_line.back() == "Authorization: Bearer secret#1");
}

TEST_CASE("a clause says where the document states it, how often it was broken and how to see it again") {
  History history{.exchanges = {exchange("1", answer("canary-one"))}, .started = run_start};
  const Report report = report_of(history, {failed({{.message = "m", .exchanges = {0}}})});
  const Report::Clause& clause = report.clauses.at(0);
  CHECK(clause.source.file == "slate.yaml");
  CHECK(clause.source.line == 7);
  CHECK(clause.violations == 1);
  CHECK(clause.culprit == Culprit::vendor);
  CHECK(clause.findings[0].reproduce.curl ==
        "curl -sS -i -g --path-as-is -X POST -H 'Authorization: Bearer '\"$ASSAY_TOKEN\" http://127.0.0.1:4010/t/1");
}

TEST_CASE("a finding says how it is sent again where a report of it is kept") {
  History history{.exchanges = {exchange("1", answer("canary-one"))}, .started = run_start};
  const std::vector<Verdict> verdicts{failed({{.message = "m", .exchanges = {0}},
                                              {.message = "n", .exchanges = {0}},
                                              {.message = "o"},
                                              {.message = "p", .exchanges = {7}}})};
  const auto replays = [&](const RunFacts& these) {
    Redactor redactor = make_redactor(contract());
    learn_run(these, history, redactor);
    const Report report =
        make_report(these, contract(), history, verdicts, {.may_rotate = true, .tokens = 1}, redactor);
    std::vector<std::string> lines;
    for (const auto& finding : report.clauses.at(0).findings) lines.push_back(finding.reproduce.replay);
    return lines;
  };
  CHECK(replays(facts()) == std::vector<std::string>{"", "", "", ""});
  RunFacts kept = facts();
  kept.report_file = "my out/report.json";
  kept.replay_flags = "--mock --seed 3";
  const std::string clause = check()->id;
  CHECK(replays(kept) ==
        std::vector<std::string>{"assay replay 'my out/report.json' " + clause + " --mock --seed 3",
                                 "assay replay 'my out/report.json' " + clause + " --case 2 --mock --seed 3", "", ""});
}

TEST_CASE(
    "no replay line is printed that could not run: a body that does not stand whole, credentials that were wrong") {
  History history{.exchanges = {exchange("1", answer("canary-one")), exchange("1", answer("canary-two")),
                                exchange("1", answer("canary-three"))},
                  .started = run_start};
  history.exchanges[0].request.body = std::string(5000, 'x');
  history.exchanges[1].scenario = "no-credentials";
  RunFacts kept = facts();
  kept.report_file = "report.json";
  Redactor redactor = make_redactor(contract());
  learn_run(kept, history, redactor);
  const std::vector<Verdict> verdicts{failed(
      {{.message = "m", .exchanges = {0}}, {.message = "n", .exchanges = {1}}, {.message = "o", .exchanges = {2}}})};
  const Report report = make_report(kept, contract(), history, verdicts, {.may_rotate = true, .tokens = 1}, redactor);
  REQUIRE(report.clauses.at(0).findings.size() == 3);
  for (const auto& finding : report.clauses.at(0).findings)
    CHECK(finding.reproduce.replay.empty() == (finding.message != "o"));
}

TEST_CASE("twenty findings are shown, all are counted, and exchanges keep their index as id") {
  History history{.exchanges = {}, .started = run_start};
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < 30; ++i) {
    history.exchanges.push_back(exchange("1", answer("canary-" + std::to_string(i)), std::chrono::milliseconds(i)));
    findings.push_back({.message = "m", .exchanges = {i}});
  }
  const Report report = report_of(history, {failed(findings)});
  CHECK(report.clauses[0].findings.size() == 20);
  CHECK(report.clauses[0].violations == 30);
  REQUIRE(report.exchanges.size() == 20);
  CHECK(report.exchanges[19].id == 19);
  CHECK(report.exchanges[19].sent == "2026-03-01T12:00:00.019Z");
  CHECK(report.exchanges[19].duration_ms == 2);
}

TEST_CASE("a kept clause shows one sample") {
  History history{.exchanges = {exchange("1", answer("canary-one")), exchange("1", answer("canary-two"), 5ms)},
                  .started = run_start};
  const Report report = report_of(
      history, {{.check = check(), .kind = VerdictKind::pass, .evidence = {.observations = 2, .samples = {1, 0}}}});
  CHECK(report.clauses[0].samples == std::vector<std::size_t>{1});
  REQUIRE(report.exchanges.size() == 1);
  CHECK(report.exchanges[0].id == 1);
}

TEST_CASE("rotations are counted a token, and those that may have happened apart") {
  History history{
      .exchanges = {exchange("1", answer("canary-one")), exchange("1", NoResponse{NoResponse::Why::timed_out, ""}, 1ms),
                    exchange("1", Response{.status = 500}, 2ms),
                    exchange("2", NoResponse{NoResponse::Why::refused, ""}, 3ms),
                    exchange("abc", Response{.status = 422}, 4ms), exchange("2", answer("canary-two"), 5ms)},
      .started = run_start};
  const Report::SideEffects effects = side_effects_of(contract(), history, "");
  REQUIRE(effects.resources.size() == 2);
  CHECK(effects.resources[0].id == "1");
  CHECK(effects.resources[0].rotated == 1);
  CHECK(effects.resources[0].may_have_rotated == 2);
  CHECK(effects.resources[0].last_secret_issued == "2026-03-01T12:00:00.002Z");
  CHECK(effects.resources[1].rotated == 1);
  CHECK(effects.at_most == 4);  // neither "abc" nor what never left
  CHECK(effects.statement ==
        "Token 1 was rotated 1 time and perhaps 2 more, 2 was rotated 1 time. In all at least 2 rotations, and at most "
        "4: so many requests were sent that a careless server may rotate for. Their webhooks stay broken until the "
        "receivers know the "
        "new secret. The last secret was not saved: rotate once more to learn one.");
  CHECK(side_effects_of(contract(), History{}, "").statement == "No token was rotated.");
}

TEST_CASE("requests, retries, 429s and the clock's offset come from the history") {
  History history{.exchanges = {exchange("1", Response{.status = 429}), exchange("1", answer("canary-one"), 10ms),
                                exchange("2", NoResponse{NoResponse::Why::not_sent, ""}, 20ms)},
                  .started = run_start,
                  .stopped_early = "budget"};
  const Report report = report_of(history, {failed({})});
  CHECK(report.run.requests == 2);
  CHECK(report.run.retries == 1);
  CHECK(report.run.too_many_requests == 1);
  CHECK(report.run.rotations == 1);
  CHECK(report.run.stopped_early == "budget");
  CHECK(report.environment.clock_offset_ms == 5000);
  CHECK(report.subject.server_header == "slate");
}

TEST_CASE("the same run gives the same bytes") {
  const History history{.exchanges = {exchange("1", answer("canary-one"))}, .started = run_start};
  CHECK(to_json_text(report_of(history, {failed({})})) == to_json_text(report_of(history, {failed({})})));
}

TEST_CASE("a body is redacted before it is cut, and says what was done to it") {
  Redactor redactor({}, "");
  redactor.taint("canary-canary");
  const Report::Body cut = show_body(std::string(4090, 'x') + "canary-canary" + std::string(10, 'y'), redactor);
  CHECK(cut.text == std::string(4090, 'x') + "secret");
  CHECK(cut.bytes == 4113);
  CHECK(cut.note == "cut: the first 4 KiB");
  CHECK(show_body("a\xFF", redactor).text == "a\uFFFD");
  CHECK_FALSE(show_body("a\xFF", redactor).note.empty());
  CHECK(show_body(std::string(2 << 20, 'x'), redactor).text.empty());
  CHECK(cut_utf8("a\u00E9", 2) == "a");
}

TEST_CASE("times are RFC 3339 in UTC, and only a real HTTP date is read") {
  CHECK(to_timestamp(run_start + 1ms) == "2026-03-01T12:00:00.001Z");
  CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == std::chrono::sys_seconds(784111777s));
  for (const char* text :
       {"", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 1994 08:49:37 GMT", "06 Nov 1994", "0", "-1"})
    CHECK_FALSE(parse_http_date(text));
}

}  // namespace assay::test

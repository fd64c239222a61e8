#include "reports/events/events.h"

#include <sys/stat.h>

#include <filesystem>
#include <sstream>

#include "contracts/documents/document_file.h"
#include "contracts/documents/place.h"
#include "reports/json/report_json.h"
#include "reports/verify/verify.h"
#include "tests/catch.h"
#include "tests/contracts/foreign.h"
#include "tests/reports/foreign_report.h"
#include "tests/reports/judged_report.h"

namespace assay::test {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "assay-events-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()));
    path_ = pattern;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_{};
};

struct Run {
  Folder folder{};
  std::string file = folder.file("out/events.ndjson");
  Contract contract = load_embedded_contract();
  Redactor redactor = make_redactor(contract);
  EventLog log{file, example_facts(), contract, two_tokens, redactor};

  // Round by round, each of one exchange.
  void hear(const History& history) {
    History so_far{.way = history.way, .started = history.started};
    for (const Exchange& exchange : history.exchanges) {
      so_far.exchanges.push_back(exchange);
      log.heard(so_far, so_far.exchanges.size() - 1);
    }
  }
  std::string text() const { return read_document_file(file); }
  LeakSearch finish(const History& history) {
    const auto verdicts = judge(contract, history, two_tokens);
    learn_run(example_facts(), history, redactor);
    return log.finish(make_report(example_facts(), contract, history, verdicts, two_tokens, redactor));
  }
};

std::string refusal(const std::string& text) {
  try {
    report_from_events(text, "events.ndjson");
  } catch (const BadDocument& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("the events of a killed run make a report that is marked INTERRUPTED, with all that was heard") {
  Run run;
  const History history = broken_history();
  run.hear(history);
  const Report report = report_from_events(run.text(), run.file);
  CHECK_THAT(report.run.stopped_early, Catch::StartsWith("INTERRUPTED: "));
  CHECK(report.exchanges.size() == history.exchanges.size());
  CHECK(report.timeline.size() == history.exchanges.size());
  CHECK(report.run.requests == history.exchanges.size());
  CHECK(report.run.rotations > 0);
  CHECK(report.verdict != Conclusion::conforms);
  CHECK(report.verdict != Conclusion::conforms_with_warnings);
  CHECK(verify_report(report, to_json_text(report), "", load_embedded_contract()).discrepancies.empty());
}

TEST_CASE("a killed run against another API is told in its nouns, with what was asked of each operation") {
  Run run{.contract = contract_of("openai-like")};
  run.hear(foreign_history());
  const Report killed = report_from_events(run.text(), run.file), whole = foreign_report();
  CHECK_THAT(killed.side_effects.statement, Catch::StartsWith("Webhook endpoint we_1 was rotated 2 times") &&
                                                Catch::Contains("Their users stay broken until they know the new "
                                                                "signing secret."));
  REQUIRE(killed.operations.size() == whole.operations.size());
  for (std::size_t i = 0; i < whole.operations.size(); ++i) {
    CHECK(killed.operations[i].id == whole.operations[i].id);
    CHECK(killed.operations[i].requests == whole.operations[i].requests);
    CHECK(killed.operations[i].successes == whole.operations[i].successes);
  }
}

TEST_CASE("a killed run against Slate says that webhooks stay broken, whatever its ids") {
  Run run;
  run.hear(broken_history());
  const Report report = report_from_events(run.text(), run.file);
  CHECK_THAT(report.side_effects.statement,
             Catch::StartsWith("Token ") && Catch::Contains("Their webhooks stay broken until the receivers know"));
}

TEST_CASE("a run that was killed before it said anything makes a report too") {
  Run run;
  const Report report = report_from_events(run.text(), run.file);
  CHECK(report.verdict == Conclusion::inconclusive);
  CHECK(report.exchanges.empty());
  CHECK(report.subject.vendor == "Acme");
  CHECK(report.clauses.size() == catalogue_of(load_embedded_contract()).size());
}

TEST_CASE("clauses are judged while the run goes, so that a kill loses no finding of earlier scenarios") {
  Run run;
  History history = broken_history();
  history.exchanges.push_back(history.exchanges.back());
  history.exchanges.back().scenario = "another";
  run.hear(history);
  const Report report = report_from_events(run.text(), run.file);
  CHECK(report.verdict == Conclusion::does_not_conform);
}

TEST_CASE("a line that was cut off by the kill is left out") {
  Run run;
  run.hear(broken_history());
  const std::string text = run.text();
  const Report cut = report_from_events(text.substr(0, text.size() - 10), run.file);
  CHECK(cut.exchanges.size() + 1 == broken_history().exchanges.size());
}

TEST_CASE("a run that ended is not marked, and its events tell its verdict") {
  Run run;
  run.hear(broken_history());
  CHECK(run.finish(broken_history()).hits.empty());
  const Report report = report_from_events(run.text(), run.file);
  CHECK(report.run.stopped_early.empty());
  CHECK(report.verdict == Conclusion::does_not_conform);
  CHECK(report.counts == judged_report(broken_history()).counts);
}

TEST_CASE("a finding of the events cites the exchanges that show it, also those of a round of several") {
  Run run;
  History history = broken_history();
  for (int lane = 0; lane < 3; ++lane) {  // one round: sent in this order, done in the other
    Exchange& exchange = history.exchanges.at(static_cast<std::size_t>(lane));
    exchange.lane = lane;
    exchange.sent = std::chrono::milliseconds(lane);
    exchange.done = std::chrono::milliseconds(30 - 10 * lane);
  }
  run.log.heard(history, 0);
  run.finish(history);
  const Report heard = report_from_events(run.text(), run.file), judged = judged_report(history);
  CHECK(heard.counts == judged.counts);
  REQUIRE(heard.exchanges.size() == history.exchanges.size());
  for (std::size_t c = 0; c < judged.clauses.size(); ++c) {
    REQUIRE(heard.clauses[c].findings.size() == judged.clauses[c].findings.size());
    for (std::size_t f = 0; f < judged.clauses[c].findings.size(); ++f)
      CHECK(heard.clauses[c].findings[f].exchanges == judged.clauses[c].findings[f].exchanges);
  }
}

TEST_CASE("no secret stands in the events, not even one that was shown before it was known as one") {
  const std::string canary = "canary-7c1d5be20f";
  Run run;
  Exchange early{.request = {.method = "POST", .target = "/api-tokens/x/webhook/rotate-secret"},
                 .outcome = Response{.status = 422, .body = R"({"detail":")" + canary + R"("})"}};
  Exchange late{.request = {.method = "POST", .target = "/api-tokens/1/webhook/rotate-secret"},
                .outcome = Response{.status = 200, .body = R"({"webhook_secret":")" + canary + R"("})"},
                .sent = std::chrono::milliseconds(5),
                .done = std::chrono::milliseconds(6)};
  const History history{.exchanges = {early, late}, .started = example_facts().started};
  run.hear(history);
  CHECK(run.finish(history).hits.empty());
  CHECK(run.text().find(canary) == std::string::npos);
  CHECK(report_from_events(run.text(), run.file).exchanges.size() == 2);
}

TEST_CASE("only their owner may read the events") {
  Run run;
  struct stat status {};
  REQUIRE(stat(run.file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("judging while the run goes costs a few lines, not one an exchange") {
  Run run;
  run.hear({.exchanges = std::vector<Exchange>(400, broken_history().exchanges.front())});
  const std::string text = run.text();
  std::istringstream lines(text);
  int reports = 0;
  for (std::string line; std::getline(lines, line);) reports += line.starts_with(R"({"event":"report")") ? 1 : 0;
  CHECK(reports < 25);
}

TEST_CASE("a file that holds no events is refused with file and line") {
  CHECK_THAT(refusal(""), Catch::Contains("events.ndjson: holds no report"));
  CHECK_THAT(refusal("hello\n"), Catch::Contains("events.ndjson:1: "));
  CHECK_THAT(refusal("{\"a\":1}\n"), Catch::Contains("no event"));
  CHECK_THAT(refusal("{\"event\":\"report\"}\n"), Catch::Contains("no event"));
  CHECK_THAT(refusal("{\"event\":\"report\",\"report\":{\"format\":\"assay-report/9\"}}\n"),
             Catch::Contains("events.ndjson:1: ") && Catch::Contains("assay-report/9"));
  CHECK_THAT(refusal("{\"event\":\"end\"}\n"), Catch::Contains("holds no report"));
}

}  // namespace assay::test

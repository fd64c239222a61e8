#include "reports/verify/verify.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>

#include "contracts/digest.h"
#include "contracts/history_file.h"
#include "reports/json/report_json.h"
#include "reports/json/seal.h"
#include "tests/catch.h"
#include "tests/reports/judged_report.h"

namespace assay::test {
namespace {

using Edit = std::function<void(Report&)>;

std::vector<std::string> pointers(const Report& report) {
  std::vector<std::string> found;
  for (const Discrepancy& each :
       verify_report(report, to_json_text(report), "", load_embedded_contract()).discrepancies)
    found.push_back(each.pointer);
  return found;
}

bool has(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

Report edited(const Edit& edit) {
  Report report = judged_report(broken_history());
  edit(report);
  return report;
}

std::size_t index_of(const Report& report, VerdictKind kind) {
  const auto found = std::find_if(report.clauses.begin(), report.clauses.end(),
                                  [&](const Report::Clause& clause) { return clause.verdict == kind; });
  REQUIRE(found != report.clauses.end());
  return static_cast<std::size_t>(found - report.clauses.begin());
}

Report::Clause& clause_with(Report& report, VerdictKind kind) { return report.clauses[index_of(report, kind)]; }

// What a forger's edit leaves to be found once the seal was computed anew.
std::vector<std::string> forged(const Edit& edit) {
  Report report = edited(edit);
  seal(report);
  return pointers(report);
}

}  // namespace

TEST_CASE("a report as it was written says what its evidence says") {
  CHECK(pointers(judged_report(broken_history())).empty());
  CHECK(pointers(judged_report(History{})).empty());
  CHECK(
      pointers(judged_report(broken_history(), {.may_rotate = false, .tokens = 0, .has_credentials = false})).empty());
  CHECK(judged_report(broken_history()).verdict == Conclusion::does_not_conform);
}

TEST_CASE("a report without a seal is told") {
  CHECK(has(pointers(edited([](Report& report) { report.integrity.reset(); })), "/integrity"));
}

TEST_CASE("any edit breaks the seal") {
  const std::vector<Edit> edits = {
      [](Report& r) { r.verdict = Conclusion::conforms; },
      [](Report& r) { --r.counts[VerdictKind::fail]; },
      [](Report& r) { ++r.coverage.tested; },
      [](Report& r) { r.subject.vendor = "Best"; },
      [](Report& r) { r.document.sha256[0] = r.document.sha256[0] == '0' ? '1' : '0'; },
      [](Report& r) { r.tool.catalogue_digest = "00"; },
      [](Report& r) { r.clauses[0].requirement = "It MAY be anything."; },
      [](Report& r) { clause_with(r, VerdictKind::fail).findings[0].message = "nothing"; },
      [](Report& r) { r.exchanges.at(0).response->body.text = "{}"; },
      [](Report& r) { r.exchanges.at(0).duration_ms += 1; },
      [](Report& r) { r.leak_audit.hits = 1; },
      [](Report& r) { r.integrity->sha256[5] = r.integrity->sha256[5] == '0' ? '1' : '0'; }};
  for (std::size_t i = 0; i < edits.size(); ++i) {
    INFO("edit " << i);
    CHECK(has(pointers(edited(edits[i])), "/integrity/sha256"));
  }
}

TEST_CASE("an edited summary shows though the seal was computed anew") {
  CHECK(has(forged([](Report& r) { r.verdict = Conclusion::conforms; }), "/verdict"));
  CHECK(has(forged([](Report& r) { r.counts[VerdictKind::fail] = 0; }), "/counts/FAIL"));
  CHECK(has(forged([](Report& r) { ++r.counts[VerdictKind::pass]; }), "/counts/PASS"));
  CHECK(has(forged([](Report& r) { ++r.coverage.tested; }), "/coverage/tested"));
  CHECK(has(forged([](Report& r) { --r.coverage.applicable; }), "/coverage/applicable"));
  CHECK(has(forged([](Report& r) { ++r.coverage.all; }), "/coverage/all"));
  CHECK(has(forged([](Report& r) { ++r.run.rotations; }), "/run/rotations"));
  CHECK(has(forged([](Report& r) { r.run.requests = 0; }), "/run/requests"));
  CHECK(has(forged([](Report& r) { r.operations.at(0).requests = r.run.requests + 1; }), "/operations"));
  CHECK(has(forged([](Report& r) { r.operations.at(0).successes = r.operations.at(0).requests + 1; }),
            "/operations/0/successes"));
}

TEST_CASE("a clause whose verdict its findings do not give shows though the seal was computed anew") {
  const Report report = judged_report(broken_history());
  const std::string fail = "/clauses/" + std::to_string(index_of(report, VerdictKind::fail));
  const std::string pass = "/clauses/" + std::to_string(index_of(report, VerdictKind::pass));
  const std::string untested = "/clauses/" + std::to_string(index_of(report, VerdictKind::untested));
  const auto verdict = [](VerdictKind from, VerdictKind to) {
    return [=](Report& r) { clause_with(r, from).verdict = to; };
  };
  CHECK(has(forged(verdict(VerdictKind::fail, VerdictKind::pass)), fail + "/verdict"));
  CHECK(has(forged(verdict(VerdictKind::fail, VerdictKind::waived)), fail + "/verdict"));
  CHECK(has(forged(verdict(VerdictKind::fail, VerdictKind::inconclusive)), fail + "/verdict"));
  CHECK(has(forged(verdict(VerdictKind::pass, VerdictKind::fail)), pass + "/verdict"));
  CHECK(has(forged(verdict(VerdictKind::pass, VerdictKind::untested)), pass + "/verdict"));
  CHECK(has(forged(verdict(VerdictKind::untested, VerdictKind::pass)), untested + "/observations"));
  CHECK(has(forged([](Report& r) { clause_with(r, VerdictKind::fail).findings.clear(); }), fail + "/findings"));
  CHECK(has(forged([](Report& r) { clause_with(r, VerdictKind::fail).violations = 100; }), fail + "/findings"));
  CHECK(
      has(forged([](Report& r) { clause_with(r, VerdictKind::fail).culprit = Culprit::harness; }), fail + "/culprit"));
}

TEST_CASE("a clause that is not the catalogue's shows though the seal was computed anew") {
  CHECK(has(forged([](Report& r) { r.clauses[1].requirement = "It MAY."; }), "/clauses/1/requirement"));
  CHECK(has(forged([](Report& r) { r.clauses[1].source.reference = "none"; }), "/clauses/1/source"));
  CHECK(has(forged([](Report& r) { r.clauses[1].id = "secret/other"; }), "/clauses/1/id"));
  CHECK(has(forged([](Report& r) { r.clauses[1].level = Level::info; }), "/clauses/1/level"));
  CHECK(has(forged([](Report& r) { r.clauses.pop_back(); }), "/clauses"));
}

TEST_CASE("evidence that is missing or out of place shows though the seal was computed anew") {
  const Report report = judged_report(broken_history());
  const std::string fail = "/clauses/" + std::to_string(index_of(report, VerdictKind::fail));
  CHECK_FALSE(forged([](Report& r) { r.exchanges.pop_back(); }).empty());
  CHECK(has(forged([](Report& r) { std::swap(r.exchanges.front(), r.exchanges.back()); }), "/exchanges/1/id"));
  CHECK(has(forged([](Report& r) { r.exchanges[0].no_response = Report::Silence{}; }), "/exchanges/0"));
  CHECK(has(forged([](Report& r) { clause_with(r, VerdictKind::fail).findings[0].exchanges = {4711}; }),
            fail + "/findings/0/exchanges"));
}

TEST_CASE("a waiver that is called live must waive, and must not have expired") {
  const auto with_waiver = [](const std::string& expires) {
    return forged([&](Report& r) {
      r.waivers = {{.clause = clause_with(r, VerdictKind::fail).id, .expires = expires, .state = "live"}};
    });
  };
  CHECK(has(with_waiver("2026-12-31"), "/waivers/0"));
  CHECK(has(with_waiver("2026-02-28"), "/waivers/0"));
}

TEST_CASE("bytes that assay does not write show: another layout, a member that is not known") {
  const Report report = judged_report(broken_history());
  auto json = nlohmann::ordered_json::parse(to_json_text(report));
  CHECK(verify_report(report, json.dump(4), "", load_embedded_contract()).discrepancies.size() == 1);
  json["extra"] = 1;
  CHECK(verify_report(report, json.dump(2) + '\n', "", load_embedded_contract()).discrepancies.size() == 1);
}

TEST_CASE("the document's digest is compared when the document is given") {
  Report report = judged_report(broken_history());
  report.document.sha256 = sha256_hex("the document");
  seal(report);
  const std::string text = to_json_text(report);
  CHECK(verify_report(report, text, "the document", load_embedded_contract()).discrepancies.empty());
  const auto other = verify_report(report, text, "another document", load_embedded_contract());
  REQUIRE(other.discrepancies.size() == 1);
  CHECK(other.discrepancies[0].pointer == "/document/sha256");
  CHECK_FALSE(verify_report(report, text, "", load_embedded_contract()).notes.empty());
}

TEST_CASE("a report of another catalogue is verified as far as it goes, and that is noted") {
  const Report report = edited([](Report& r) {
    r.tool.catalogue_digest = std::string(64, '0');
    r.clauses.pop_back();
    seal(r);
  });
  const auto result = verify_report(report, to_json_text(report), "document", load_embedded_contract());
  CHECK_FALSE(result.notes.empty());
  CHECK(std::none_of(result.discrepancies.begin(), result.discrepancies.end(),
                     [](const Discrepancy& each) { return each.pointer == "/clauses"; }));
}

namespace {

// A forger's whole work on a clause: it is called kept, and all that is counted from it agrees.
void call_kept(Report& report, const std::string& id) {
  for (Report::Clause& clause : report.clauses) {
    if (clause.id != id) continue;
    --report.counts[clause.verdict];
    ++report.counts[VerdictKind::pass];
    clause.verdict = VerdictKind::pass;
    clause.findings.clear();
    clause.violations = 0;
    clause.culprit.reset();
  }
}

Report::Clause& clause_named(Report& report, const std::string& id) {
  const auto found =
      std::find_if(report.clauses.begin(), report.clauses.end(), [&](auto& each) { return each.id == id; });
  REQUIRE(found != report.clauses.end());
  return *found;
}

Report report_of(const std::string& history) {
  return judged_report(load_history("fixtures/histories/" + history + "/fail.json"));
}

std::vector<std::string> messages(const Report& report) {
  std::vector<std::string> found;
  for (const Discrepancy& each :
       verify_report(report, to_json_text(report), "", load_embedded_contract()).discrepancies)
    found.push_back(each.pointer + ": " + each.message);
  return found;
}

}  // namespace

TEST_CASE("no honest report is accused, whatever was said in its run") {
  std::size_t histories = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("fixtures/histories")) {
    if (entry.path().extension() != ".json") continue;
    INFO(entry.path());
    CHECK(messages(judged_report(load_history(entry.path().string()))) == std::vector<std::string>{});
    ++histories;
  }
  CHECK(histories > 100);
}

TEST_CASE("a clause that is called kept is judged again by the exchanges, though all else was made to agree") {
  for (const char* id : {"secret/fresh", "secret/unique-across-tokens", "secret/present", "state/id",
                         "shape/schema-200", "shape/media-type", "shape/json", "invalid-id/422", "invalid-id/detail",
                         "server/no-5xx", "server/always-answers"}) {
    INFO(id);
    Report report = report_of(id);
    REQUIRE(clause_named(report, id).verdict == VerdictKind::fail);
    call_kept(report, id);
    seal(report);
    const auto told = messages(report);
    CHECK(std::any_of(told.begin(), told.end(), [&](const std::string& each) {
      return each.find("/verdict: " + std::string(id) + ": no finding is told, and exchange ") != std::string::npos;
    }));
  }
}

TEST_CASE("a finding that its exchange does not show is told, though the seal was computed anew") {
  Report report = report_of("server/no-5xx");
  const std::string pointer = "/clauses/" + std::to_string(&clause_named(report, "server/no-5xx") - &report.clauses[0]);
  clause_named(report, "server/no-5xx").findings[0].actual = "status 599";
  seal(report);
  CHECK(has(pointers(report), pointer + "/findings/0"));

  report = report_of("server/no-5xx");
  const std::size_t id = clause_named(report, "server/no-5xx").findings[0].exchanges.back();
  for (Report::Exchange& exchange : report.exchanges)
    if (exchange.id == id) exchange.response->status = 200;
  seal(report);
  CHECK(has(pointers(report), pointer + "/findings/0"));
}

TEST_CASE("an exchange that is not in the timeline as it is told is told") {
  CHECK(has(forged([](Report& r) { r.exchanges[0].response->status = 404; }), "/exchanges/0"));
  CHECK(has(forged([](Report& r) { r.exchanges[0].duration_ms += 1; }), "/exchanges/0"));
  CHECK(has(forged([](Report& r) { r.timeline.pop_back(); }), "/run/requests"));
  CHECK(has(forged([](Report& r) { ++r.run.too_many_requests; }), "/run/too_many_requests"));
}

TEST_CASE("a clause that the run left out is not held against its exchanges") {
  const Report report =
      judged_report(broken_history(), {.may_rotate = true, .tokens = 2, .selection = {.only = {"state/id"}}});
  CHECK(messages(report) == std::vector<std::string>{});
}

TEST_CASE("exchanges are not judged again by another document, and that is noted") {
  Report report = judged_report(broken_history());
  report.document.sha256 = std::string(64, '0');
  call_kept(report, "secret/fresh");
  report.verdict = Conclusion::inconclusive;
  seal(report);
  const auto result = verify_report(report, to_json_text(report), "", load_embedded_contract());
  CHECK(std::any_of(result.notes.begin(), result.notes.end(),
                    [](const std::string& note) { return note.find("not judged again") != std::string::npos; }));
}

}  // namespace assay::test

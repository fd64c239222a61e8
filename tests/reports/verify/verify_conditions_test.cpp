// Each condition by which verify spares an honest report or catches a forged one.
#include <algorithm>

#include "contracts/history_file.h"
#include "reports/events/events.h"
#include "reports/json/report_json.h"
#include "reports/json/seal.h"
#include "reports/verify/verify.h"
#include "tests/catch.h"
#include "tests/reports/judged_report.h"

namespace assay::test {
namespace {

Report::Clause& clause_named(Report& report, const std::string& id) {
  const auto found =
      std::find_if(report.clauses.begin(), report.clauses.end(), [&](auto& each) { return each.id == id; });
  REQUIRE(found != report.clauses.end());
  return *found;
}

std::string pointer_of(Report& report, const std::string& id, const std::string& member) {
  return "/clauses/" + std::to_string(&clause_named(report, id) - report.clauses.data()) + member;
}

bool is_told(Report& report, const std::string& pointer) {
  seal(report);
  const auto told = verify_report(report, to_json_text(report), "", load_embedded_contract()).discrepancies;
  return std::any_of(told.begin(), told.end(), [&](const Discrepancy& each) { return each.pointer == pointer; });
}

// secret/fresh is broken in it, and the forger says something else.
Report called(VerdictKind verdict, const std::string& reason) {
  Report report = judged_report(broken_history());
  Report::Clause& clause = clause_named(report, "secret/fresh");
  clause.verdict = verdict;
  clause.reason = reason;
  clause.findings.clear();
  clause.violations = 0;
  clause.culprit.reset();
  if (verdict != VerdictKind::pass) clause.observations = 0;
  return report;
}

bool breach_is_told(Report report) { return is_told(report, pointer_of(report, "secret/fresh", "/verdict")); }

}  // namespace

TEST_CASE("a breach shows behind a PASS, an NA and an UNTESTED, but what the run left out was not judged") {
  CHECK(breach_is_told(called(VerdictKind::pass, "")));
  CHECK(breach_is_told(called(VerdictKind::na, "its condition does not occur")));
  CHECK(breach_is_told(called(VerdictKind::untested, "no exchange of this run could show it")));
  CHECK_FALSE(breach_is_told(called(VerdictKind::untested, "not selected: left out by --only or --exclude")));
  CHECK_FALSE(breach_is_told(called(VerdictKind::inconclusive, "the base URL is wrong")));
}

TEST_CASE("a run that was killed was not judged by all of its exchanges") {
  Report report = called(VerdictKind::pass, "");
  report.run.stopped_early = std::string(interrupted_mark) + "no end was written";
  CHECK_FALSE(breach_is_told(std::move(report)));
  report = called(VerdictKind::pass, "");
  report.run.stopped_early = "interrupted";
  CHECK(breach_is_told(std::move(report)));
}

TEST_CASE("a waiver holds on its last day, and no day longer") {
  const auto told_with = [](const std::string& expires, const std::string& state) {
    Report report = judged_report(broken_history());
    Report::Clause& clause = clause_named(report, "secret/fresh");
    clause.verdict = VerdictKind::waived;
    report.waivers = {{.clause = clause.id, .expires = expires, .state = state}};
    return is_told(report, "/waivers/0");
  };
  CHECK_FALSE(told_with("2026-03-01", "live"));  // the day of the run
  CHECK(told_with("2026-02-28", "live"));
  CHECK_FALSE(told_with("2026-02-28", "expired"));
}

TEST_CASE("only the clause that a live waiver names must be WAIVED") {
  const auto told_with = [](VerdictKind verdict, const std::string& state) {
    Report report = judged_report(broken_history());
    clause_named(report, "secret/fresh").verdict = verdict;
    report.waivers = {{.clause = "secret/fresh", .expires = "2026-12-31", .state = state}};
    return is_told(report, "/waivers/0");
  };
  CHECK_FALSE(told_with(VerdictKind::waived, "live"));
  CHECK(told_with(VerdictKind::fail, "live"));
  CHECK_FALSE(told_with(VerdictKind::fail, "refused"));
}

TEST_CASE("a policy may lower a convention's MUST and strictness raise a SHOULD, and no other level may differ") {
  const auto told_with = [](const std::string& id, Level level) {
    Report report = judged_report(broken_history());
    clause_named(report, id).level = level;
    return is_told(report, pointer_of(report, id, "/level"));
  };
  const auto id_of = [](Level level, char source_class) {
    const Catalogue all = catalogue_of(load_embedded_contract());
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& check) {
      return check->level == level && (check->source.source_class == 'D') == (source_class == 'D');
    });
    REQUIRE(found != all.end());
    return (*found)->id;
  };
  CHECK_FALSE(told_with(id_of(Level::must, 'D'), Level::should));
  CHECK(told_with(id_of(Level::must, 'C'), Level::should));
  CHECK(told_with(id_of(Level::must, 'D'), Level::info));
  CHECK_FALSE(told_with(id_of(Level::should, 'C'), Level::must));
  CHECK(told_with(id_of(Level::should, 'C'), Level::info));
  CHECK(told_with(id_of(Level::info, 'C'), Level::must));
}

TEST_CASE("numbers that the timeline does not give show, each") {
  const auto told_with = [](auto edit, const std::string& pointer) {
    Report report = judged_report(broken_history());
    edit(report);
    return is_told(report, pointer);
  };
  CHECK(told_with([](Report& r) { ++r.run.too_many_requests; }, "/run/too_many_requests"));
  CHECK(told_with([](Report& r) { r.timeline.pop_back(); }, "/run/requests"));
  CHECK(told_with([](Report& r) { r.exchanges[0].sent_ms += 0.25; }, "/exchanges/0"));
  CHECK(told_with([](Report& r) { r.exchanges[0].duration_ms = -1; }, "/exchanges/0"));
  CHECK(told_with([](Report& r) { r.exchanges[1].id = r.exchanges[0].id; }, "/exchanges/1/id"));
  CHECK(told_with(
      [](Report& r) {
        const std::size_t id = r.exchanges[1].id;
        r.exchanges[1] = r.exchanges[0];
        r.exchanges[1].id = id;
      },
      "/exchanges/1"));
  CHECK(told_with(
      [](Report& r) {
        for (auto& moment : r.timeline) moment.status = 404;
      },
      "/run/rotations"));
  CHECK_FALSE(told_with([](Report&) {}, "/run/rotations"));
}

TEST_CASE("a part of a run is verified as what it is") {
  const History history = load_history("fixtures/histories/secret/fresh/pass.json");
  Report report = judged_report(history, {.may_rotate = true, .tokens = 2, .selection = {.only = {"secret/fresh"}}});
  CHECK(report.verdict == Conclusion::partial);
  CHECK(report.coverage.applicable == 1);
  CHECK_FALSE(is_told(report, "/verdict"));
  CHECK_FALSE(is_told(report, "/coverage/applicable"));
  report.verdict = Conclusion::conforms;
  CHECK(is_told(report, "/verdict"));
}

}  // namespace assay::test

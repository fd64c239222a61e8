#include "reports/compare/diff.h"

#include <nlohmann/json.hpp>

#include "contracts/documents/place.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

Report::Clause clause(const std::string& id, VerdictKind verdict) {
  Report::Clause made{.id = id, .verdict = verdict, .requirement = id + " MUST hold."};
  if (verdict == VerdictKind::fail || verdict == VerdictKind::warn)
    made.findings = {{.message = id + " was broken."}};
  else if (verdict != VerdictKind::pass)
    made.reason = id + " was not seen.";
  return made;
}

Report report_with(const std::string& id, std::vector<Report::Clause> clauses) {
  Report report{.id = id};
  report.document.sha256 = "aa";
  report.tool.catalogue_digest = "bb";
  report.subject.base_url = "https://api.example.com";
  report.clauses = std::move(clauses);
  return report;
}

std::string change(VerdictKind before, VerdictKind now) {
  const Diff diff =
      diff_reports(report_with("1", {clause("a/b", before)}), report_with("2", {clause("a/b", now)}), Unequal::refuse);
  return diff.changes.empty() ? "-" : std::string(to_text(diff.changes.at(0).kind));
}

}  // namespace

TEST_CASE("one clause better and one worse: the difference says just that") {
  const Report before = report_with("1", {clause("a/better", VerdictKind::fail), clause("a/same", VerdictKind::pass),
                                          clause("a/worse", VerdictKind::pass)});
  const Report now = report_with("2", {clause("a/better", VerdictKind::pass), clause("a/same", VerdictKind::pass),
                                       clause("a/worse", VerdictKind::fail)});
  const Diff diff = diff_reports(before, now, Unequal::refuse);
  REQUIRE(diff.changes.size() == 2);
  CHECK(diff.changes[0].clause == "a/worse");
  CHECK(diff.changes[0].kind == ChangeKind::regressed);
  CHECK(diff.changes[0].what == "a/worse was broken.");
  CHECK(diff.changes[1].clause == "a/better");
  CHECK(diff.changes[1].kind == ChangeKind::fixed);
  CHECK(diff.notes.empty());
  CHECK(diff.is_worse());
  CHECK_FALSE(diff_reports(now, now, Unequal::refuse).is_worse());
}

TEST_CASE("what is not seen is neither fixed nor kept") {
  using enum VerdictKind;
  for (const VerdictKind unseen : {untested, inconclusive, na, error}) {
    INFO(to_text(unseen));
    CHECK(change(fail, unseen) == "unobserved");
    CHECK(change(pass, unseen) == "unobserved");
    CHECK(change(unseen, fail) == "new");
    CHECK(change(unseen, pass) == "-");
    CHECK(change(unseen, untested) == "-");
  }
  CHECK(change(fail, pass) == "fixed");
  CHECK(change(warn, info) == "fixed");
  CHECK(change(pass, warn) == "regressed");
  CHECK(change(fail, fail) == "still");
  CHECK(change(warn, fail) == "regressed");
  CHECK(change(fail, warn) == "still");
}

TEST_CASE("a waiver fixes nothing") {
  CHECK(change(VerdictKind::fail, VerdictKind::waived) == "still");
  CHECK(change(VerdictKind::waived, VerdictKind::pass) == "fixed");
}

TEST_CASE("a clause that only one report has counts as not seen in the other") {
  const Report before = report_with("1", {clause("a/gone", VerdictKind::fail)});
  const Report now = report_with("2", {clause("a/added", VerdictKind::fail)});
  const Diff diff = diff_reports(before, now, Unequal::refuse);
  REQUIRE(diff.changes.size() == 2);
  CHECK(diff.changes[0].kind == ChangeKind::fresh);
  CHECK(diff.changes[1].kind == ChangeKind::unobserved);
  CHECK(diff.changes[1].clause == "a/gone");
  CHECK(diff.is_worse());
  CHECK_FALSE(diff_reports(before, report_with("2", {}), Unequal::refuse).is_worse());
}

TEST_CASE("unequal documents and catalogues are refused unless forced, and then noted") {
  const Report before = report_with("1", {});
  for (const bool document : {true, false}) {
    Report now = report_with("2", {});
    (document ? now.document.sha256 : now.tool.catalogue_digest) = "cc";
    CHECK_THROWS_WITH(diff_reports(before, now, Unequal::refuse), Catch::Contains("--force"));
    CHECK_FALSE(diff_reports(before, now, Unequal::compare).notes.empty());
    CHECK_THROWS_WITH(require_comparable(before, now.document.sha256, now.tool.catalogue_digest, "old.json"),
                      Catch::StartsWith("old.json: "));
  }
  CHECK_NOTHROW(require_comparable(before, "aa", "bb", "old.json"));
}

TEST_CASE("another server, a run that stopped early and a younger first report are noted") {
  Report before = report_with("1", {}), now = report_with("2", {});
  before.run.started = "2026-03-02T00:00:00.000Z";
  now.run.started = "2026-03-01T00:00:00.000Z";
  now.subject.base_url = "https://other.example.com";
  now.run.stopped_early = "interrupted";
  CHECK(diff_reports(before, now, Unequal::refuse).notes.size() == 3);
}

TEST_CASE("a difference is told as text without control characters, and as JSON") {
  Report before = report_with("1", {clause("a/b", VerdictKind::pass)});
  Report now = report_with("2", {clause("a/b", VerdictKind::fail)});
  now.clauses[0].findings[0].message = "\x1b[31mred";
  const Diff diff = diff_reports(before, now, Unequal::refuse);
  CHECK_THAT(diff_as_text(diff), Catch::Contains("1 regressed, 0 new, 0 still, 0 fixed, 0 unobserved"));
  CHECK_THAT(diff_as_text(diff), Catch::Contains("regressed  a/b  (MUST, PASS, now FAIL)"));
  CHECK(diff_as_text(diff).find('\x1b') == std::string::npos);
  const auto json = nlohmann::json::parse(diff_as_json(diff));
  CHECK(json["format"] == "assay-diff/1");
  CHECK(json["counts"]["regressed"] == 1);
  CHECK(json["changes"][0]["clause"] == "a/b");
  CHECK(json["changes"][0]["before"] == "PASS");
  CHECK(baseline_of(diff).id == "1");
  CHECK(baseline_of(diff).changes.at(0).change == "regressed");
}

}  // namespace assay::test

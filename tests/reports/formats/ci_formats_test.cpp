#include <nlohmann/json.hpp>
#include <set>

#include "reports/formats/annotations.h"
#include "reports/formats/badge.h"
#include "reports/formats/chart.h"
#include "reports/formats/ctrf.h"
#include "reports/formats/markdown.h"
#include "reports/formats/sarif.h"
#include "tests/catch.h"
#include "tests/reports/example_report.h"
#include "tests/reports/formats/golden.h"

namespace assay::test {
using nlohmann::json;

namespace {

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

json results_of(const Report& report, const std::string& rule) {
  json found = json::array();
  const json log = json::parse(render_sarif(report));
  for (const json& result : log["runs"][0]["results"])
    if (result["ruleId"] == rule) found.push_back(result);
  return found;
}

}  // namespace

TEST_CASE("the annotations are what was approved") {
  require_golden("annotations.txt", render_annotations(example_report()));
}

TEST_CASE("an annotation is one line whatever a server said, and ten of a kind are made") {
  Report report = example_report();
  report.clauses[1].findings[0].message = "100%\n::set-output name=x::\r";
  CHECK(holds(render_annotations(report), "::100%25%0A::set-output name=x::\\u{D}\n"));
  report.clauses.insert(report.clauses.end(), 12, report.clauses[1]);
  const std::string text = render_annotations(report);
  std::size_t errors = 0;
  for (auto at = text.find("::error "); at != std::string::npos; at = text.find("::error ", at + 1)) ++errors;
  CHECK(errors == 10);
  CHECK(holds(text, "::notice title=assay::4 more errors are left out here"));
}

TEST_CASE("a fingerprint depends on the defect alone") {
  Report report = example_report();
  const json before = results_of(report, "secret/fresh");
  report.id = "another";
  report.run.seed = "8";
  report.run.started = "2027-01-01T00:00:00.000Z";
  report.clauses[1].findings[0].message = "The second rotation of token 17 gave the first one's secret again.";
  report.clauses[1].findings[0].actual = "secret#9, as in exchange 4";
  const json after = results_of(report, "secret/fresh");
  REQUIRE(before.size() == 2);
  REQUIRE(after.size() == 2);
  std::set<json> before_prints, after_prints;
  for (const json& result : before) before_prints.insert(result["partialFingerprints"]);
  for (const json& result : after) after_prints.insert(result["partialFingerprints"]);
  CHECK(before_prints == after_prints);
  CHECK(before_prints.size() == 2);
}

TEST_CASE("what an exploration adds to a message is no part of the defect") {
  Report report = example_report();
  const json before = results_of(report, "secret/fresh")[0]["partialFingerprints"];
  report.clauses[1].findings[0].message +=
      " (explore, seed 7: the fewest steps that show it are 3; --explore-replay BcQZ)";
  CHECK(results_of(report, "secret/fresh")[0]["partialFingerprints"] == before);
  CHECK_FALSE(holds(render_annotations(report), "BcQZ"));
}

TEST_CASE("sarif tells a waived clause as suppressed and a regressed one as new") {
  const json waived = results_of(example_report(), "server/no-5xx");
  REQUIRE(waived.size() == 1);
  CHECK(waived[0]["suppressions"][0]["status"] == "accepted");
  CHECK(holds(waived[0]["suppressions"][0]["justification"].get<std::string>(), "ticket 12"));
  CHECK(results_of(example_report(), "secret/fresh")[0]["baselineState"] == "new");
  CHECK(results_of(example_report(), "shape/json").empty());
}

TEST_CASE("a place in sarif is a URI, and every result has one") {
  Report report = example_report();
  report.clauses[1].source.file = "my docs/slate#1.yaml";
  const json place = results_of(report, "secret/fresh")[0]["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "my%20docs/slate%231.yaml");
  CHECK(place["region"]["startLine"] == 17);
  const json unplaced = results_of(report, "secrecy/no-store")[0]["locations"][0]["physicalLocation"];
  CHECK(unplaced["artifactLocation"]["uri"] == "slate.openapi.yaml");
  CHECK(unplaced["region"]["startLine"] == 1);
}

TEST_CASE("ctrf keeps our outcome beside its own status, and counts what it lists") {
  const json results = json::parse(render_ctrf(example_report()))["results"];
  std::map<std::string, int> counts;
  for (const json& test : results["tests"]) {
    ++counts[test["status"].get<std::string>()];
    if (test["name"] == "server/no-5xx") CHECK(test["rawStatus"] == "WAIVED");
    if (test["name"] == "secret/fresh") CHECK(test["status"] == "failed");
  }
  for (const auto& [status, count] : counts) CHECK(results["summary"][status] == count);
  CHECK(results["summary"]["tests"] == 10);
  CHECK(results["summary"]["stop"].get<long long>() - results["summary"]["start"].get<long long>() == 6543);
}

TEST_CASE("what a server said cannot end its code block in Markdown") {
  Report report = example_report();
  report.clauses[1].findings[0].actual = "```\n# I conform\n<b>@everyone</b> ````";
  report.subject.base_url = "http://a`b|c";
  report.clauses[2].reason = "<img src=x> [click](http://evil.example) **bold** | @all";
  const std::string text = render_markdown(report, markdown_bytes);
  CHECK(holds(text, "\n`````text\n"));
  CHECK(holds(text, "``http://a`b\\|c``"));
  CHECK_FALSE(holds(text, "<img"));
  CHECK_FALSE(holds(text, "[click]("));
}

TEST_CASE("Markdown that would be too long is cut by section, and says so") {
  Report report = example_report();
  report.clauses[1].findings[0].actual = std::string(3000, 'x');
  const std::string text = render_markdown(report, 3000);
  CHECK(text.size() <= 3000);
  CHECK(holds(text, "1 section left out"));
  CHECK_FALSE(holds(text, "xxx"));
  CHECK(holds(text, "## Side effects"));
  CHECK_FALSE(holds(render_markdown(report, markdown_bytes), "left out"));
}

TEST_CASE("a badge says the verdict in colour") {
  CHECK(json::parse(render_badge(example_report()))["color"] == "red");
  CHECK(json::parse(render_badge(Report{.verdict = Conclusion::conforms}))["message"] == "conforms (0/0)");
}

TEST_CASE("durations are told with the digits that count") {
  CHECK(duration_words(0) == "0 ms");
  CHECK(duration_words(0.0304) == "0.03 ms");
  CHECK(duration_words(1) == "1 ms");
  CHECK(duration_words(3.125) == "3.1 ms");
  CHECK(duration_words(999.4) == "999 ms");
  CHECK(duration_words(999.6) == "1 s");
  CHECK(duration_words(61'500) == "62 s");
}

TEST_CASE("the timeline keeps its marks within the picture and its size within bounds") {
  Report report{};
  report.run.duration_ms = 1000;
  for (int i = 0; i < 50'000; ++i)
    report.timeline.push_back({i * 0.02, (i % 1000) * 0.01, i % 3 == 0 ? 503 : i % 5 == 0 ? 0 : 200});
  const Timeline chart = timeline_chart(report);
  REQUIRE(chart.series.size() == 3);
  for (const Series& series : chart.series) CHECK(series.path.size() < 600'000);
  for (const Tick& tick : chart.y_ticks) CHECK((tick.at >= 0 && tick.at <= 100));
  CHECK(quantile_of({1, 2, 3, 4}, 0.5) == 2);
  CHECK(quantile_of({}, 0.5) == 0);
}

}  // namespace assay::test

// What a page tells of a run that a reader would otherwise miss or stumble over.
#include <algorithm>

#include "contracts/history_file.h"
#include "reports/compare/matrix.h"
#include "reports/formats/chart.h"
#include "reports/formats/console.h"
#include "reports/formats/html.h"
#include "reports/formats/junit.h"
#include "tests/catch.h"
#include "tests/reports/example_report.h"
#include "tests/reports/judged_report.h"

namespace assay::test {
namespace {

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

Report::Clause clause_of(const Report& report, const std::string& id) {
  const auto found =
      std::find_if(report.clauses.begin(), report.clauses.end(), [&](const auto& each) { return each.id == id; });
  REQUIRE(found != report.clauses.end());
  return *found;
}

}  // namespace

TEST_CASE("an id of 400 digits stands in the side effects by its ends and its size") {
  Report report = example_report();
  report.side_effects.resources.front().id = std::string(400, '9');
  const std::string page = render_html(report);
  CHECK(holds(page, "<code>9999...9999 (400 digits)</code>"));
  CHECK_FALSE(holds(page, std::string(25, '9')));
}

TEST_CASE("a request line on the page begins with the path of the base URL") {
  Report report = example_report();
  report.subject.base_url = "https://api.example.com/slate/v1/";
  const std::string target = report.exchanges.front().request.target;
  CHECK(holds(render_html(report), "<b>POST /slate/v1" + target + "</b>"));
  report.subject.base_url = "https://api.example.com";
  CHECK(holds(render_html(report), "<b>POST " + target + "</b>"));
}

TEST_CASE("a page whose verdict is inconclusive says why before anything else") {
  const Report report = judged_report({}, {.may_rotate = false, .tokens = 0, .has_credentials = false});
  REQUIRE(report.verdict == Conclusion::inconclusive);
  const std::string page = render_html(report);
  const std::size_t why = page.find("<b>Why:</b> needs rotations: allow them with --rotate");
  REQUIRE(why != std::string::npos);
  CHECK(why < page.find("At a glance"));
  CHECK_FALSE(holds(render_html(judged_report(broken_history())), "<b>Why:</b>"));
}

TEST_CASE("a date-time that is none is shown in the console and in JUnit") {
  const Report report = judged_report(load_history("fixtures/histories/shape/date-time/fail.json"));
  CHECK(holds(render_console(report, {}), "\"2024-03-01T09:30:00\": "));
  CHECK(holds(render_junit(report), "actual: \"2024-03-01T09:30:00\": "));
}

TEST_CASE("the finding that stands first is one that a plain request shows") {
  History history = broken_history();
  std::vector<Exchange> odd = history.exchanges;
  for (Exchange& exchange : odd)
    exchange.request.target.replace(exchange.request.target.find("/api-tokens/") + 12, 0, "+");
  const std::size_t count = odd.size();
  odd.insert(odd.end(), history.exchanges.begin(), history.exchanges.end());
  for (std::size_t i = 0; i < odd.size(); ++i) {
    odd[i].sent = std::chrono::seconds(2 * i);
    odd[i].done = std::chrono::seconds(2 * i + 1);
  }
  history.exchanges = odd;
  const Report::Clause fresh = clause_of(judged_report(history), "secret/fresh");
  REQUIRE(fresh.violations > 1);
  CHECK(fresh.findings.front().exchanges.back() >= count);
}

TEST_CASE("vendors of whom nothing was seen make no clause one on which vendors differ") {
  Report other = example_report();
  other.id = "20260302T120000Z-89abcdef";
  for (Report::Clause& clause : other.clauses) clause.verdict = VerdictKind::untested;
  other.clauses.front().verdict = VerdictKind::na;
  const auto page_of = [&] {
    return matrix_as_html(make_matrix({{example_report(), "a/report.html"}, {other, "b/report.html"}}));
  };
  CHECK(holds(page_of(), "on 0 of them what was seen differs"));
  other.clauses.front().verdict = VerdictKind::fail;
  CHECK(holds(page_of(), "on 1 of them what was seen differs"));
}

TEST_CASE("a mark of the chart has a length, since a printer draws no square that has none") {
  for (const Series& series : timeline_chart(example_report()).series) {
    INFO(series.path);
    CHECK((holds(series.path, "h1") || holds(series.path, "V200")));
  }
}

TEST_CASE("an inconclusive clause is not counted as broken") {
  Report report = example_report();
  report.verdict = Conclusion::inconclusive;
  for (Report::Clause& clause : report.clauses)
    if (clause.verdict == VerdictKind::fail || clause.verdict == VerdictKind::warn ||
        clause.verdict == VerdictKind::waived) {
      clause.verdict = VerdictKind::inconclusive;
      clause.violations = 3;
    }
  CHECK_THAT(render_html(report), Catch::Contains("<b>0</b> <span>clauses broken</span>"));
}

}  // namespace assay::test

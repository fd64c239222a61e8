#include "reports/compare/matrix.h"

#include <nlohmann/json.hpp>

#include "reports/formats/html.h"
#include "tests/catch.h"
#include "tests/reports/example_report.h"
#include "tests/reports/formats/golden.h"

namespace assay::test {
namespace {

std::vector<MatrixSource> two_vendors() {
  Report other = example_report();
  other.id = "20260302T120000Z-89abcdef";
  other.subject = {"", "", "", "http://127.0.0.1:4010", "", ""};
  other.verdict = Conclusion::conforms;
  other.document.sha256 = "11ff";
  other.run.stopped_early.clear();
  other.clauses.erase(other.clauses.begin() + 2);
  other.clauses[1].verdict = VerdictKind::pass;
  other.clauses[1].findings.clear();
  other.clauses.push_back({.id = "new/clause", .requirement = "It | MUST <be> *new*."});
  return {{example_report(), "acme/report.html"}, {other, "other%20one/report.html"}};
}

// The second of three came to no report.
std::vector<MatrixSource> two_vendors_and_one_down() {
  auto sources = two_vendors();
  MatrixSource down{.absence = "UNREACHABLE"};
  down.report.subject = {"Down | Ltd.", "", "", "http://127.0.0.1:1", "", ""};
  sources.insert(sources.begin() + 1, down);
  return sources;
}

std::string after(const std::string& text, const std::string& mark) {
  const auto at = text.find(mark);
  REQUIRE(at != std::string::npos);
  return text.substr(at);
}

}  // namespace

TEST_CASE("a matrix has a column a report and a row a clause of any of them") {
  const Matrix matrix = make_matrix(two_vendors());
  REQUIRE(matrix.vendors.size() == 2);
  CHECK(matrix.vendors[0].name == "Example Inc. Slate");
  CHECK(matrix.vendors[1].name == "http://127.0.0.1:4010");
  REQUIRE(matrix.rows.size() == 11);
  const Matrix::Row& fresh = matrix.rows[1];
  CHECK(fresh.clause == "secret/fresh");
  CHECK(fresh.cells[0].verdict == VerdictKind::fail);
  CHECK(fresh.cells[0].href == "acme/report.html#c-secret-fresh");
  CHECK(fresh.cells[0].what == "The second rotation of token 1 gave the first one's secret again.");
  CHECK(fresh.cells[1].verdict == VerdictKind::pass);
  CHECK_FALSE(matrix.rows[2].cells[1].verdict);
  CHECK_FALSE(matrix.rows[10].cells[0].verdict);
  CHECK(matrix.rows[10].clause == "new/clause");
}

TEST_CASE("unequal documents and runs that stopped early are noted") {
  const Matrix matrix = make_matrix(two_vendors());
  REQUIRE(matrix.notes.size() == 2);
  CHECK_THAT(matrix.notes[0], Catch::Contains("different documents"));
  CHECK_THAT(matrix.notes[1], Catch::Contains("20260301T120000Z-0123abcd stopped early"));
  CHECK(make_matrix({}).notes.empty());
}

TEST_CASE("two columns never have the same name") {
  auto sources = two_vendors();
  sources[1].report.subject = sources[0].report.subject;
  const Matrix matrix = make_matrix(sources);
  CHECK(matrix.vendors[0].name == "Example Inc. Slate (20260301T120000Z-0123abcd)");
  CHECK(matrix.vendors[1].name == "Example Inc. Slate (20260302T120000Z-89abcdef)");
}

TEST_CASE("a matrix renders what was approved") {
  const Matrix matrix = make_matrix(two_vendors());
  require_golden("matrix.html", matrix_as_html(matrix));
  require_golden("matrix.md", matrix_as_markdown(matrix));
  require_golden("matrix.json", matrix_as_json(matrix));
}

TEST_CASE("nothing that a vendor says becomes HTML or Markdown of the matrix") {
  auto sources = two_vendors();
  sources[0].report.subject.vendor = "<script>alert(1)</script> | [x](javascript:1) `c`";
  sources[0].report.clauses[1].findings[0].message = "<img src=x onerror=alert(1)>";
  const Matrix matrix = make_matrix(sources);
  const std::string html = matrix_as_html(matrix), markdown = matrix_as_markdown(matrix);
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("<img") == std::string::npos);
  CHECK(markdown.find("<script") == std::string::npos);
  CHECK(markdown.find("\\[x\\](javascript:1)") != std::string::npos);
  CHECK(markdown.find("</script> | [") == std::string::npos);
}

TEST_CASE("the matrix of HTML links each verdict to its evidence and says what it stands for") {
  const std::string html = matrix_as_html(make_matrix(two_vendors()));
  CHECK(html.find("href=\"acme/report.html#c-secret-fresh\"") != std::string::npos);
  CHECK(html.find("href=\"other%20one/report.html#c-new-clause\"") != std::string::npos);
  CHECK(html.find("{{") == std::string::npos);
  CHECK(html.find("<script") == std::string::npos);
}

TEST_CASE("each cell of a matrix links to something on the page of its report") {
  const auto sources = two_vendors();
  const Matrix matrix = make_matrix(sources);
  for (const Matrix::Row& row : matrix.rows)
    for (std::size_t i = 0; i < sources.size(); ++i) {
      if (!row.cells[i].verdict) continue;
      const std::string& href = row.cells[i].href;
      INFO(href);
      CHECK(href.starts_with(sources[i].href + '#'));
      const std::string id = href.substr(href.find('#') + 1);
      CHECK(render_html(sources[i].report).find(" id=\"" + id + '"') != std::string::npos);
    }
}

TEST_CASE("the matrix of HTML marks the clauses on which the vendors differ") {
  const std::string html = matrix_as_html(make_matrix(two_vendors()));
  const auto row_of = [&](const std::string& clause) {
    const std::size_t row = html.rfind("<tr", html.find('>' + clause + '<'));
    return html.substr(row, html.find('>', row) - row);
  };
  CHECK(row_of("secret/fresh") == "<tr");
  CHECK(row_of("new/clause") == "<tr");
  CHECK(row_of("shape/json") == "<tr class=\"same\"");
}

TEST_CASE("the matrix of JSON says null where a report does not have the clause") {
  const auto json = nlohmann::json::parse(matrix_as_json(make_matrix(two_vendors())));
  CHECK(json["format"] == "assay-matrix/1");
  CHECK(json["clauses"][1]["cells"][0]["verdict"] == "FAIL");
  CHECK(json["clauses"][2]["cells"][1]["verdict"].is_null());
}

TEST_CASE("a vendor without a report has a column that says why, and no verdict in it") {
  const Matrix matrix = make_matrix(two_vendors_and_one_down());
  REQUIRE(matrix.vendors.size() == 3);
  CHECK(matrix.notes == make_matrix(two_vendors()).notes);
  for (const Matrix::Row& row : matrix.rows) {
    CHECK_FALSE(row.cells[1].verdict);
    CHECK(row.cells[1].absence == "UNREACHABLE");
    CHECK(row.cells[0].absence.empty());
  }
  const std::string markdown = matrix_as_markdown(matrix);
  CHECK_THAT(markdown, Catch::Contains("| Example Inc. Slate | Down \\| Ltd. | http"));
  CHECK_THAT(after(markdown, "| **verdict** |"), Catch::Contains(" | UNREACHABLE | [CONFORMS]"));
  CHECK_THAT(after(markdown, "| tested |"), Catch::Contains(" | - | "));
  const std::string fresh = after(markdown, "| secret/fresh |");
  CHECK_THAT(fresh.substr(0, fresh.find('\n')),
             Catch::Contains("[FAIL](") && Catch::Contains(" | UNREACHABLE | [PASS]("));
  const auto json = nlohmann::json::parse(matrix_as_json(matrix));
  CHECK(json["vendors"][1]["verdict"].is_null());
  CHECK(json["vendors"][1]["absence"] == "UNREACHABLE");
  CHECK_FALSE(json["vendors"][0].contains("absence"));
  CHECK(json["clauses"][1]["cells"][1]["verdict"].is_null());
}

TEST_CASE("a vendor without a report is no difference, and is counted apart") {
  const std::string with = matrix_as_html(make_matrix(two_vendors_and_one_down()));
  const std::string without = matrix_as_html(make_matrix(two_vendors()));
  const auto count = [](const std::string& text, const std::string& word) {
    std::size_t found = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
    return found;
  };
  CHECK(count(with, "<tr class=\"same\">") == count(without, "<tr class=\"same\">"));
  CHECK_THAT(with, Catch::Contains("2 reports, 11 clauses; on ") && Catch::Contains(" 1 vendor could not be checked;"));
  CHECK_THAT(without, !Catch::Contains("could not be checked"));
  CHECK(count(with, "<td class=\"absent\"><span>UNREACHABLE</span></td>") == 11);
  CHECK_THAT(with, Catch::Contains("<td class=\"absent\"><b>UNREACHABLE</b></td>"));
}

TEST_CASE("two vendors of one name are told apart by the address where there is no report") {
  auto sources = two_vendors_and_one_down();
  sources[1].report.subject.vendor = "Example Inc. Slate";
  CHECK(make_matrix(sources).vendors[1].name == "Example Inc. Slate (http://127.0.0.1:1)");
}

}  // namespace assay::test

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <set>

#include "reports/formats/console.h"
#include "reports/formats/format.h"
#include "reports/formats/junit.h"
#include "reports/formats/wrap.h"
#include "tests/catch.h"
#include "tests/reports/example_report.h"
#include "tests/reports/formats/golden.h"

namespace assay::test {

TEST_CASE("every format renders what was approved") {
  const std::map<std::string, std::string> golden = {
      {"console", "console.txt"}, {"json", "report.json"},      {"html", "report.html"},   {"junit", "report.xml"},
      {"sarif", "report.sarif"},  {"ctrf", "report.ctrf.json"}, {"markdown", "report.md"}, {"badge", "badge.json"}};
  for (const Format& format : formats()) {
    INFO(format.id);
    REQUIRE(golden.contains(format.id));
    require_golden(golden.at(format.id), format.render(example_report()));
  }
}

TEST_CASE("a narrow coloured terminal gets what was approved") {
  require_golden("console-60-ansi.txt",
                 render_console(example_report(), {.width = 60, .colour = Terminal::Colour::ansi}));
}

TEST_CASE("ids and file names of formats are unique, and an unknown id finds nothing") {
  std::set<std::string> ids, files;
  for (const Format& format : formats()) {
    CHECK(ids.insert(format.id).second);
    if (!format.file_name.empty()) CHECK(files.insert(format.file_name).second);
    CHECK(find_format(format.id) == &format);
  }
  CHECK(find_format("pdf") == nullptr);
}

TEST_CASE("the verdict is the first word on the terminal") {
  CHECK(render_console(example_report(), {}).starts_with("DOES_NOT_CONFORM  https://api.example.com/v1\n"));
  CHECK(render_console(Report{}, {}).starts_with("INCONCLUSIVE"));
}

TEST_CASE("nothing that a vendor sent reaches the terminal as a control character") {
  Report report = example_report();
  report.subject.base_url = "http://a\x1b]0;title\x07";
  report.clauses[1].findings[0].actual =
      "\xC2\x9B"
      "31m\x7F\r";
  report.clauses[2].reason = "\x1b[2J";
  const std::string text = render_console(report, {});
  CHECK(std::none_of(text.begin(), text.end(),
                     [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F; }));
  CHECK(text.find("\xC2\x9B") == std::string::npos);
  CHECK(text.find("\\x9b31m\\x7f\\x0d") != std::string::npos);
}

TEST_CASE("a command line is never wrapped, all else keeps to the width") {
  Report report = example_report();
  report.clauses[2].reason = "a reason that needs more than one line on a terminal that is as narrow as this one";
  const std::string text = render_console(report, {.width = 60});
  CHECK(text.find("\"$ASSAY_TOKEN\" https://api.example.com/v1/api-tokens/1/webhook/rotate-secret\n") !=
        std::string::npos);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.find("curl -sS") == std::string::npos) CHECK(display_width(line) <= 60);
}

TEST_CASE("findings that differ in numbers alone are told once, and all are counted") {
  Report report = example_report();
  Report::Clause& clause = report.clauses[1];
  clause.findings = {{.message = "again", .actual = "secret#2"},
                     {.message = "again", .actual = "secret#13"},
                     {.message = "again", .actual = "null"}};
  clause.violations = 9;
  const std::string text = render_console(report, {});
  CHECK(text.find("secret#2") != std::string::npos);
  CHECK(text.find("secret#13") == std::string::npos);
  CHECK(text.find("actual    null") != std::string::npos);
  CHECK(text.find("and 7 more") != std::string::npos);
}

TEST_CASE("wrap breaks at spaces, and within a word only when it must") {
  CHECK(wrap("", 10) == std::vector<std::string>{""});
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("abcdefghijkl", 5) == std::vector<std::string>{"abcde", "fghij", "kl"});
  CHECK(wrap("\u00E9\u00E9\u00E9\u00E9", 3) == std::vector<std::string>{"\u00E9\u00E9\u00E9", "\u00E9"});
}

TEST_CASE("junit tells each outcome as its readers expect it") {
  pugi::xml_document xml;
  REQUIRE(xml.load_string(render_junit(example_report()).c_str()));
  const auto testcase = [&](const std::string& id) {
    return xml.select_node(("//testcase[@name='" + id + "']").c_str()).node();
  };
  const auto only_child = [&](const std::string& id) {
    const auto node = testcase(id);
    return node.first_child() == node.last_child() ? std::string(node.first_child().name()) : "several";
  };
  CHECK(only_child("shape/json").empty());
  CHECK(only_child("secret/fresh") == "failure");
  CHECK(only_child("secrecy/no-store") == "system-out");
  CHECK(only_child("state/token-disclosure") == "system-out");
  for (const char* id : {"auth/required", "secret/unique-across-tokens", "server/no-5xx"})
    CHECK(only_child(id) == "skipped");
  for (const char* id : {"race/no-failure", "method/only-post"}) CHECK(only_child(id) == "error");
  CHECK(std::string(testcase("secret/fresh").attribute("classname").value()) ==
        "Example Inc.rotate_webhook_secret.secret");
  CHECK(std::string(testcase("secret/fresh").attribute("file").value()) == "slate.openapi.yaml");
  CHECK(testcase("secret/fresh").attribute("line").as_int() == 17);
}

TEST_CASE("junit's counts are those of its testcases") {
  pugi::xml_document xml;
  REQUIRE(xml.load_string(render_junit(example_report()).c_str()));
  const auto expect_counts = [](pugi::xml_node node, const std::string& cases) {
    const auto count = [&](const std::string& path) { return node.select_nodes((cases + path).c_str()).size(); };
    CHECK(node.attribute("tests").as_ullong() == count(""));
    CHECK(node.attribute("failures").as_ullong() == count("[failure]"));
    CHECK(node.attribute("errors").as_ullong() == count("[error]"));
    CHECK(node.attribute("skipped").as_ullong() == count("[skipped]"));
  };
  expect_counts(xml.child("testsuites"), "testsuite/testcase");
  for (const auto& suite : xml.select_nodes("/testsuites/testsuite")) expect_counts(suite.node(), "testcase");
  CHECK(xml.select_nodes("//testcase").size() == 10);
}

TEST_CASE("junit holds no character that XML 1.0 forbids, and the reason comes early") {
  Report report = example_report();
  for (int c = 0; c < 256; ++c)
    if (c < 0x80) report.clauses[1].findings[0].actual += static_cast<char>(c);
  const std::string text = render_junit(report);
  CHECK(std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r';
  }));
  CHECK(text.find("\xEF\xBF\xBE") == std::string::npos);
  CHECK(text.find("&#1;") == std::string::npos);
  pugi::xml_document xml;
  REQUIRE(xml.load_string(text.c_str()));
  for (const auto& skipped : xml.select_nodes("//skipped")) {
    const std::string body = skipped.node().text().get();
    const std::string message = skipped.node().attribute("message").value();
    CHECK(message.find(": ") != std::string::npos);
    CHECK(body.find(message) < 500);
  }
}

TEST_CASE("junit stays below the 30 MB that GitLab takes whatever was found, and says what it leaves out") {
  Report report = example_report();
  const Report::Clause broken = report.clauses[1];
  report.clauses.clear();
  for (int i = 0; i < 60; ++i) {
    report.clauses.push_back(broken);
    Report::Clause& clause = report.clauses.back();
    clause.id += std::to_string(i);
    const std::string long_text(4096, 'x');
    clause.findings.assign(20, {.message = long_text, .expected = long_text, .actual = long_text});
    for (auto& finding : clause.findings) finding.reproduce.curl = std::string(64 * 1024, 'c');
    clause.violations = 25;
  }
  const std::string text = render_junit(report);
  CHECK(text.size() < 30'000'000);
  CHECK(text.find("more are not shown") != std::string::npos);
}

}  // namespace assay::test

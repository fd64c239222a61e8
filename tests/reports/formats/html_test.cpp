#include "reports/formats/html.h"

#include <chrono>

#include "contracts/digest.h"
#include "tests/catch.h"
#include "tests/reports/example_report.h"

namespace assay::test {
namespace {

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// Each text that a server, a document or a user can put into a report.
void put_everywhere(Report& report, const std::string& text) {
  for (std::string* place :
       {&report.id, &report.subject.vendor, &report.subject.product, &report.subject.version, &report.subject.base_url,
        &report.subject.server_header, &report.subject.tls_version, &report.document.title, &report.document.version,
        &report.document.file, &report.environment.os, &report.environment.ci_run_url, &report.run.stopped_early,
        &report.side_effects.statement, &report.side_effects.last_secret_saved_to, &report.baseline->id})
    *place = text;
  report.run.command_line = {text};
  for (Report::Clause& clause : report.clauses) {
    clause.reason = clause.note = clause.requirement = clause.source.reference = clause.source.pointer = text;
    for (Report::Finding& finding : clause.findings)
      finding.message = finding.expected = finding.actual = finding.pointer = finding.reproduce.curl = text;
  }
  for (Report::Exchange& exchange : report.exchanges) {
    exchange.scenario = exchange.request.method = exchange.request.target = exchange.request.body.text = text;
    exchange.request.headers = {{text, text}};
    if (exchange.response) {
      exchange.response->reason = exchange.response->body.text = exchange.response->body.note = text;
      exchange.response->headers = {{text, text}};
    }
    if (exchange.no_response) exchange.no_response = Report::Silence{text, text};
  }
  for (Report::Delivery& delivery : report.deliveries->heard) delivery.resource = delivery.fault = text;
  report.deliveries->scheme = report.deliveries->secrets.front().resource = text;
  report.waivers = {{text, text, text, text, text, text}};
  report.document_defects = {{text, text, text, text, 1}};
}

}  // namespace

TEST_CASE("markup in what a server sent is shown, not obeyed") {
  Report report = example_report();
  put_everywhere(report, "\"><script>alert(1)</script><img src=x onerror='alert(2)'></pre></style>");
  const std::string page = render_html(report);
  CHECK_FALSE(holds(page, "<script"));
  CHECK_FALSE(holds(page, "<img"));
  CHECK_FALSE(holds(page, "onerror='"));
  CHECK(holds(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK(page.find("</style>") == page.rfind("</style>"));
}

TEST_CASE("deliveries are drawn below the secrets that were live, and a run without any has no such section") {
  Report report = example_report();
  const std::string page = render_html(report);
  CHECK(holds(page, "<h2 id=\"deliveries\">"));
  CHECK(holds(page,
              "4 deliveries: 1 signed with the live secret, 1 with an old one alone, 1 with none that is known, "
              "1 unreadable"));
  CHECK(holds(page, "<circle class=\"t0\""));
  CHECK(holds(page, "<circle class=\"t0 odd\""));
  CHECK(holds(page, "<path class=\"nobody\""));
  report.deliveries->heard.clear();
  CHECK_FALSE(holds(render_html(report), "id=\"deliveries\""));
  report.deliveries.reset();
  CHECK_FALSE(holds(render_html(report), "id=\"deliveries\""));
}

TEST_CASE("of a thousand deliveries a page shows 200 and says how many more there are") {
  Report report = example_report();
  report.deliveries->heard.resize(1000, report.deliveries->heard.front());
  const std::string page = render_html(report);
  CHECK(holds(page, "800 more stand in the report"));
  CHECK(page.size() < render_html(example_report()).size() + 200 * 600);
}

TEST_CASE("a template's own marks in what a server sent mean nothing") {
  Report report = example_report();
  put_everywhere(report, "{{#clauses}}{{{style}}}{{/clauses}}");
  CHECK(holds(render_html(report), "{{#clauses}}{{{style}}}{{/clauses}}"));
}

TEST_CASE("controls, direction marks and characters without width are shown by their number") {
  Report report = example_report();
  put_everywhere(report, std::string("a\0b\x1b\x7F\xC2\x9B\xE2\x80\xAE"
                                     "drow\xE2\x81\xA6\xE2\x80\x8B\xEF\xBB\xBF",
                                     23));
  const std::string page = render_html(report);
  for (const std::string_view raw :
       {std::string_view("\0", 1), std::string_view("\x1b"), std::string_view("\x7F"), std::string_view("\xC2\x9B"),
        std::string_view("\xE2\x80\xAE"), std::string_view("\xE2\x81\xA6"), std::string_view("\xE2\x80\x8B")})
    CHECK_FALSE(holds(page, raw));
  CHECK(holds(page, "a\\u{0}b\\u{1B}\\u{7F}\\u{9B}\\u{202E}drow\\u{2066}\\u{200B}"));
}

TEST_CASE("the page's policy names its one style sheet and allows nothing else") {
  const std::string page = render_html(example_report());
  const auto begin = page.find("<style>") + 7;
  const std::string style = page.substr(begin, page.find("</style>") - begin);
  const std::string policy = "default-src 'none'; style-src 'sha256-" + to_base64(digest(Hash::sha256, style)) +
                             "'; base-uri 'none'; form-action 'none'";
  CHECK(holds(page, "content=\"" + policy + '"'));
  for (const char* other : {"<script", " style=", "<link", "<iframe", "<img", "src=", "url(", "@import", " on"})
    CHECK_FALSE(holds(page.substr(0, page.find("<style>")) + page.substr(page.find("</style>")),
                      std::string(other) + (std::string(other) == " on" ? "click" : "")));
}

TEST_CASE("the offending part of an answer is marked") {
  const std::string page = render_html(example_report());
  Report report = example_report();
  report.clauses[1].findings[0].exchanges = {0};
  CHECK_FALSE(holds(page, "<mark>&quot;secret#2&quot;</mark>"));  // the exchange that shows it got no answer
  CHECK(holds(render_html(report), "<mark>&quot;secret#2&quot;</mark>"));
}

TEST_CASE("every link of the page leads to something on it") {
  const std::string page = render_html(example_report());
  for (auto at = page.find("href=\"#"); at != std::string::npos; at = page.find("href=\"#", at + 1)) {
    const auto begin = at + 7;
    const std::string target = page.substr(begin, page.find('"', begin) - begin);
    INFO(target);
    CHECK(holds(page, " id=\"" + target + '"'));
  }
}

TEST_CASE("an empty report makes a page that says that nothing was tested") {
  const std::string page = render_html(Report{});
  CHECK(holds(page, "No clause could be tested."));
  CHECK(holds(page, "Inconclusive"));
  CHECK_FALSE(holds(page, "{{"));
}

TEST_CASE("twice the evidence takes about twice the page") {
  const auto size = [](std::size_t exchanges) {
    Report report = example_report();
    const Report::Exchange one = report.exchanges[0];
    report.exchanges.clear();
    report.timeline.clear();
    for (std::size_t i = 0; i < exchanges; ++i) {
      report.exchanges.push_back(one);
      report.exchanges.back().id = i;
      report.timeline.push_back({static_cast<double>(i), static_cast<double>(i % 97), i % 7 == 0 ? 0 : 200});
    }
    return render_html(report).size();
  };
  CHECK(size(2000) < 2.2 * static_cast<double>(size(1000)));
}

TEST_CASE("a body stands behind an empty line, also where there is no header") {
  Report report;
  report.exchanges.push_back({.request = {"POST", "/a", {}, {"asked", 5, ""}}});
  report.exchanges[0].response = {200, "OK", {}, {"told", 4, ""}};
  const std::string page = render_html(report);
  CHECK(page.find("<b>POST /a</b>\n\nasked</pre>") != std::string::npos);
  CHECK(page.find("<b>200 OK</b>\n\ntold</pre>") != std::string::npos);
}

}  // namespace assay::test

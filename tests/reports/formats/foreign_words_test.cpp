// Reports about other APIs than Slate's speak in the words of their policies.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "reports/formats/console.h"
#include "reports/formats/ctrf.h"
#include "reports/formats/format.h"
#include "reports/formats/html.h"
#include "reports/formats/junit.h"
#include "reports/formats/markdown.h"
#include "reports/formats/outcomes.h"
#include "reports/json/report_json.h"
#include "tests/catch.h"
#include "tests/reports/example_report.h"
#include "tests/reports/foreign_report.h"

namespace assay::test {
namespace {

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

constexpr const char* said = "Webhook endpoint we_1 was rotated 2 times";

}  // namespace

TEST_CASE("no format says a word of Slate's in a report about another API") {
  const Report report = foreign_report();
  REQUIRE(report.verdict == Conclusion::does_not_conform);
  for (const Format& format : formats()) {
    const std::string text = format.render(report);
    REQUIRE_FALSE(text.empty());
    for (const char* word : {"token", "Token", "webhook_secret", "api-tokens", "rotate-secret", "Slate", "slate"}) {
      INFO(format.id << ": " << word);
      CHECK_FALSE(holds(text, word));
    }
  }
  for (const Report::Clause& clause : report.clauses) {
    const std::string words = clause.requirement + clause.source.reference + clause.reason + clause.note;
    INFO(clause.id << ": " << words);
    CHECK_FALSE(holds(words, "422"));
  }
}

TEST_CASE("a clause that needs two resources asks for another by the policy's noun") {
  const Report report = foreign_report({.may_rotate = true, .tokens = 1});
  const auto found = std::find_if(report.clauses.begin(), report.clauses.end(),
                                  [](const Report::Clause& clause) { return clause.id == "secret/unique"; });
  REQUIRE(found != report.clauses.end());
  CHECK(found->reason == "needs a second webhook endpoint: give another --id ID");
}

TEST_CASE("the side effects of another API are told in its nouns") {
  const Report report = foreign_report();
  const nlohmann::json effects = nlohmann::json::parse(to_json_text(report)).at("side_effects");
  CHECK(effects.at("noun") == "webhook endpoint");
  CHECK(effects.at("secret_noun") == "signing secret");
  CHECK(effects.at("resources").at(0).at("id") == "we_1");
  CHECK(effects.at("resources").at(0).at("rotated") == 2);
  CHECK(effects.at("resources").at(1).at("may_have_rotated") == 1);
  CHECK_THAT(report.side_effects.statement,
             Catch::StartsWith(said) && Catch::Contains("Their users stay broken until they know the new signing "
                                                        "secret. The last signing secret was not saved"));
  for (const char* format : {"console", "html"}) CHECK(holds(find_format(format)->render(report), said));
  CHECK(holds(render_markdown(report, 1 << 20), R"(Webhook endpoint we\_1 was rotated 2 times)"));
  CHECK(holds(render_html(report), R"(<th scope="col">Webhook endpoint</th>)"));
  CHECK(holds(render_html(report), R"(<th scope="col">Last signing secret issued</th>)"));
}

TEST_CASE("a report counts what was asked of each operation of the policy, and tells it where one reads") {
  const Report report = foreign_report();
  const nlohmann::json operations = nlohmann::json::parse(to_json_text(report)).at("operations");
  CHECK(operations == nlohmann::json::parse(R"([
    {"id": "rotateWebhookEndpointSecret", "method": "POST",
     "path": "/v1/webhook_endpoints/{webhook_endpoint_id}/rotate_secret", "effect": "rotates",
     "requests": 3, "successes": 2},
    {"id": "getWebhookEndpoint", "method": "GET", "path": "/v1/webhook_endpoints/{webhook_endpoint_id}",
     "effect": "reads", "requests": 1, "successes": 1},
    {"id": "listWebhookEndpoints", "method": "GET", "path": "/v1/webhook_endpoints", "effect": "lists",
     "requests": 0, "successes": 0}])"));
  const std::string console = render_console(report, {.width = 100});
  CHECK(holds(console, "reads    GET /v1/webhook_endpoints/{webhook_endpoint_id}, 1 request, 1 success\n"));
  const std::string page = render_html(report);
  CHECK(holds(page, R"(<h2 id="operations">Operations</h2>)"));
  CHECK(holds(page, R"(<code>GET /v1/webhook_endpoints/{webhook_endpoint_id}</code> <span class="muted">)"
                    R"(getWebhookEndpoint</span></th><td>reads</td><td class="number">1</td>)"));
  const std::string rows =
      "| `GET /v1/webhook_endpoints/{webhook_endpoint_id}` | reads | 1 | 1 |\n"
      "| `GET /v1/webhook_endpoints` | lists | 0 | 0 |\n";
  CHECK(holds(render_markdown(report, 1 << 20), rows + "| other methods and paths | | 1 | |\n"));
}

TEST_CASE("where the rotation alone was asked for, no format shows a table of operations") {
  Report report = foreign_report();
  for (Report::Operation& each : report.operations)
    if (each.effect != "rotates") each.requests = 0;
  for (const Report& each : {report, example_report()}) {
    CHECK(shown_operations(each).empty());
    CHECK_FALSE(holds(render_html(each), "Operations"));
    CHECK_FALSE(holds(render_markdown(each, 1 << 20), "| operation |"));
    CHECK_FALSE(holds(render_console(each, {}), "\nrotates "));
  }
}

TEST_CASE("suites are named by the vendor, or else the document's title, and the operation") {
  Report report = foreign_report();
  const auto suites = [&] {
    pugi::xml_document xml;
    REQUIRE(xml.load_string(render_junit(report).c_str()));
    const pugi::xml_node suite = xml.child("testsuites").first_child();
    const std::string name = suite.attribute("name").value();
    for (const auto& node : suite.select_nodes("testcase"))
      CHECK(node.node().attribute("classname").value() == name);  // GitLab shows one, GitHub's actions the other
    const nlohmann::json test = nlohmann::json::parse(render_ctrf(report)).at("results").at("tests").at(0);
    std::string joined;
    for (const auto& part : test.at("suite")) joined += part.get<std::string>() + '|';
    return std::pair(name, joined);
  };
  const std::string family = family_of(report.clauses.front());
  CHECK(suites() == std::pair("Webhook endpoints.rotateWebhookEndpointSecret." + family,
                              "Webhook endpoints|rotateWebhookEndpointSecret|" + family + '|'));
  report.subject.vendor = "Acme Inc.";
  report.operations.front().id = "POST /v1/hooks/{id}";
  CHECK(suites() ==
        std::pair("Acme Inc.POST /v1/hooks/{id}." + family, "Acme Inc.|POST /v1/hooks/{id}|" + family + '|'));
  report.subject.vendor = report.document.title = "";
  report.operations.clear();
  CHECK(suites() == std::pair("assay.operation." + family, "assay|operation|" + family + '|'));
}

}  // namespace assay::test

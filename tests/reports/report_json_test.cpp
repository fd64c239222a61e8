#include <nlohmann/json.hpp>

#include "contracts/place.h"
#include "contracts/schema.h"
#include "reports/report_json.h"
#include "tests/catch.h"
#include "tests/reports/example_report.h"

using namespace assay;
using nlohmann::json;

namespace {

std::string refusal(const std::string& text) {
  try {
    report_from_json(text, "old/report.json");
  } catch (const BadDocument& error) {
    return error.what();
  }
  return "";
}

std::vector<Violation> violations(const json& report) {
  json schema = json::parse(report_schema_text());
  schema.erase("$schema");  // names the dialect, which Schema is told otherwise
  return Schema::compile(schema, {.file = "report.schema.json"}).validate(report);
}

}  // namespace

TEST_CASE("a report comes back from JSON as it went") {
  for (const Report& report : {example_report(), Report{}}) {
    const std::string text = to_json_text(report);
    CHECK(to_json_text(report_from_json(text, "report.json")) == text);
  }
}

TEST_CASE("a report obeys its schema") {
  for (const Violation& violation : violations(json::parse(to_json_text(example_report()))))
    FAIL_CHECK(violation.pointer << ": " << violation.message);
}

TEST_CASE("the schema refuses a report that lacks a member, has one too many, or one that is wrong") {
  const json good = json::parse(to_json_text(example_report()));
  for (const auto& [name, value] : good.items()) {
    if (name == "baseline" || name == "integrity") continue;
    json lacking = good;
    lacking.erase(name);
    INFO(name);
    CHECK_FALSE(violations(lacking).empty());
  }
  for (const auto& change :
       {R"([{"op":"add","path":"/extra","value":1}])", R"([{"op":"replace","path":"/verdict","value":"FINE"}])",
        R"([{"op":"replace","path":"/clauses/0/verdict","value":"pass"}])",
        R"([{"op":"replace","path":"/exchanges/0/id","value":-1}])",
        R"([{"op":"remove","path":"/clauses/1/findings/0/reproduce/curl"}])"}) {
    INFO(change);
    CHECK_FALSE(violations(good.patch(json::parse(change))).empty());
  }
}

TEST_CASE("outcomes are written in capitals under the clause's id") {
  const json report = json::parse(to_json_text(example_report()));
  CHECK(report["verdict"] == "DOES_NOT_CONFORM");
  CHECK(report["clauses"][1]["id"] == "secret/fresh");
  CHECK(report["clauses"][1]["verdict"] == "FAIL");
  CHECK(report["counts"]["UNTESTED"] == 2);
}

TEST_CASE("a text that is no report of ours is refused with the file, the place and the reason") {
  const std::string good = to_json_text(example_report());
  CHECK_THAT(refusal(""), Catch::Contains("old/report.json"));
  CHECK_THAT(refusal(good.substr(0, good.size() / 2)), Catch::Contains("cut off"));
  CHECK_THAT(refusal("[]"), Catch::Contains("no report of assay"));
  CHECK_THAT(refusal(R"({"format":"sarif"})"), Catch::Contains("no report of assay"));
  CHECK_THAT(refusal(R"({"format":"assay-report/2"})"), Catch::Contains("assay-report/2"));
  CHECK_THAT(refusal(R"({"format":"assay-report/1"})"), Catch::Contains("has no member \"id\""));
  json changed = json::parse(good);
  changed["clauses"][1]["verdict"] = "FINE";
  CHECK_THAT(refusal(changed.dump()), Catch::Contains("/clauses/1/verdict"));
  changed = json::parse(good);
  changed["exchanges"][0]["id"] = -1;
  CHECK_THAT(refusal(changed.dump()), Catch::Contains("/exchanges/0/id"));
}

TEST_CASE("a report is written even when a text in it is not UTF-8") {
  Report report = example_report();
  report.subject.vendor = "\xFF";
  CHECK(json::parse(to_json_text(report))["subject"]["vendor"] == "\uFFFD");
}

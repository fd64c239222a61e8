#include <nlohmann/json.hpp>

#include "contracts/documents/place.h"
#include "contracts/schema/schema.h"
#include "reports/json/report_json.h"
#include "tests/catch.h"
#include "tests/reports/example_report.h"

namespace assay::test {
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
    if (name == "baseline" || name == "deliveries" || name == "integrity") continue;
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

TEST_CASE("a report is read whatever the order and the layout of its members, and what is not known in it is skipped") {
  const std::string good = to_json_text(example_report());
  json changed = json::parse(good);  // sorts the members by name
  changed["later"] = {{"deep", {1, {{"id", nullptr}}, true}}};
  changed["exchanges"][0]["later"] = {1.5, "two"};
  CHECK(to_json_text(report_from_json(changed.dump(), "report.json")) == good);
  CHECK(to_json_text(report_from_json(changed.dump(1, '\t'), "report.json")) == good);
}

TEST_CASE("a member that stands twice, or a value of the wrong sort, is refused with its place") {
  const std::string good = to_json_text(example_report());
  CHECK_THAT(refusal("{\"verdict\": \"CONFORMS\"," + good.substr(1)), Catch::Contains("two members \"verdict\""));
  const auto refusal_with = [&](const std::string& pointer, const json& value) {
    json changed = json::parse(good);
    changed[json::json_pointer(pointer)] = value;
    return refusal(changed.dump());
  };
  CHECK_THAT(refusal_with("/exchanges/1/request/headers", 5), Catch::Contains("/exchanges/1/request/headers"));
  CHECK_THAT(refusal_with("/timeline/0/status", "200"), Catch::Contains("/timeline/0/status"));
  CHECK_THAT(refusal_with("/clauses/0", json::array()), Catch::Contains("/clauses/0: is not an object"));
  CHECK_THAT(refusal_with("/run/requests", 1e30), Catch::Contains("/run/requests: is not an integer in range"));
  CHECK_THAT(refusal_with("/subject/vendor", nullptr), Catch::Contains("/subject/vendor: is not a string"));
  CHECK_THAT(refusal_with("/environment/clock_offset_ms", nullptr), Catch::Contains("/environment/clock_offset_ms"));
}

TEST_CASE("a report that is no JSON is refused with the byte that is wrong") {
  std::string text = to_json_text(example_report());
  text[text.find("\"run\"")] = '!';
  CHECK_THAT(refusal(text), Catch::Contains("see byte " + std::to_string(text.find('!') + 1)));
  text = to_json_text(example_report());
  const std::size_t at = text.find("Slate");
  text[at] = '\xFF';
  CHECK_THAT(refusal(text), Catch::Contains("not UTF-8 at byte " + std::to_string(at + 1)));
}

TEST_CASE("a report is written even when a text in it is not UTF-8") {
  Report report = example_report();
  report.subject.vendor = "\xFF";
  CHECK(json::parse(to_json_text(report))["subject"]["vendor"] == "\uFFFD");
}

}  // namespace assay::test

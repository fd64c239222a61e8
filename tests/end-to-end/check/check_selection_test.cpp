// Which clauses are checked, and what the exit code makes of them.
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

using Catch::Contains;
using nlohmann::json;

int code_of(const std::vector<std::string>& arguments) {
  const Finished run = run_assay(arguments);
  INFO(run.out << run.err);
  return run.code;
}

json report_of(std::vector<std::string> arguments) {
  const TemporaryFolder folder;
  arguments.insert(arguments.end(), {"--report", "json", "--report-dir", folder.path()});
  run_assay(arguments);
  return json::parse(read_file(folder.path() + "/report.json"));
}

}  // namespace

TEST_CASE("each deviation is caught when only its own clause is selected") {
  std::istringstream lines(run_assay({"list", "deviations"}).out);
  std::string id, clause, rest;
  while (lines >> id >> clause && std::getline(lines, rest)) {
    if (clause == "auth/required") continue;  // needs a mock that asks for credentials
    std::vector<std::string> command = {"check", "--seed", "7", "--explore", "0", "--deviation", id, "--only", clause};
    if (clause.starts_with("webhook/")) command.emplace_back("--sink");
    const json report = report_of(command);
    for (const auto& one : report.at("clauses")) {
      INFO(id << ' ' << one.at("id") << ' ' << one.at("reason"));
      const std::string verdict = one.at("verdict");
      if (one.at("id") == clause)
        CHECK((verdict == "FAIL" || verdict == "WARN" || verdict == "INFO"));
      else
        CHECK(verdict == "UNTESTED");
    }
  }
}

TEST_CASE("each clause that holds in a full run holds when it is selected alone") {
  const json full = report_of({"check", "--seed", "7"});
  for (const auto& one : full.at("clauses")) {
    const std::string clause = one.at("id");
    const json alone = report_of({"check", "--seed", "7", "--explore", "0", "--only", clause});
    for (const auto& again : alone.at("clauses")) {
      if (again.at("id") != clause) continue;
      INFO(clause << ' ' << again.at("reason"));
      CHECK(again.at("verdict") == one.at("verdict"));
    }
  }
}

TEST_CASE("nothing is sent for what is left out") {
  std::set<std::string> targets;
  const Vendor vendor(
      {.answer = [&](const httplib::Request& request, httplib::Response&) { targets.insert(request.path); }});
  CHECK(code_of({"check", vendor.url(), "--rotate", "--id", "1", "--only", "method"}) != 2);
  CHECK(vendor.rotations() == 0);
  CHECK(targets == std::set<std::string>{"/api-tokens/xyz/webhook/rotate-secret"});  // the first request of any run
}

TEST_CASE("a clause that does not exist is refused with the nearest that does") {
  const Finished run = run_assay({"check", "--only", "secret/frehs"});
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("did you mean secret/fresh?"));
}

TEST_CASE("what a WARN does to the exit code is the user's to say") {
  const Vendor vendor({.answer = [](const httplib::Request&, httplib::Response& response) {
    response.headers.erase("Cache-Control");
  }});
  const std::vector<std::string> check = {"check", vendor.url(), "--rotate", "--id", "1", "--id", "2"};
  const auto with = [&](const std::vector<std::string>& more) {
    std::vector<std::string> all = check;
    all.insert(all.end(), more.begin(), more.end());
    return code_of(all);
  };
  CHECK(with({}) == 0);
  CHECK(with({"--fail-on", "warn"}) == 1);
  CHECK(with({"--strict", "--only", "secrecy/no-store"}) == 1);
  CHECK(with({"--fail-on", "warn", "--exclude", "secrecy/no-store"}) == 0);
  CHECK(with({"--fail-on", "some"}) == 2);
}

TEST_CASE("a FAIL that must not fail the run stays in the report") {
  CHECK(code_of({"check", "--seed", "1", "--deviation", "same-secret-again", "--fail-on", "never"}) == 0);
  const json report = report_of({"check", "--seed", "1", "--deviation", "same-secret-again", "--fail-on", "never"});
  CHECK(report.at("verdict") == "DOES_NOT_CONFORM");
}

TEST_CASE("fewer clauses tested than the floor is inconclusive, as many are not") {
  const std::vector<std::string> four = {"check", "--seed", "1", "--only",
                                         "secret/fresh,secret/present,auth/required,race/distinct"};
  for (const auto& [floor, code] : {std::pair{"75", 0}, std::pair{"75.1", 4}}) {
    std::vector<std::string> all = four;
    all.insert(all.end(), {"--floor", floor});
    CHECK(code_of(all) == code);
  }

  const Vendor vendor;
  const std::vector<std::string> one_token = {"check", vendor.url(), "--rotate", "--id", "1"};
  const auto with_floor = [&](const char* floor) {
    std::vector<std::string> all = one_token;
    all.insert(all.end(), {"--floor", floor});
    return code_of(all);
  };
  CHECK(with_floor("50") == 0);
  CHECK(with_floor("99") == 4);
}

TEST_CASE("the document's defects stand in the report and leave the verdict alone") {
  const json report = report_of({"check", "--seed", "1"});
  CHECK(report.at("verdict") == "CONFORMS");
  std::set<std::string> rules;
  for (const auto& defect : report.at("document_defects")) {
    rules.insert(defect.at("rule"));
    CHECK(defect.at("line") > 0);
  }
  CHECK(rules.contains("secret-nullable"));
  CHECK(rules.contains("security-empty"));
}

TEST_CASE("a mock that lived for one run says how to start it again, and that no webhook broke") {
  const Finished run = run_assay({"check", "--seed", "3", "--deviation", "same-secret-again"});
  CHECK_THAT(run.out, Contains("assay mock --port ") && Contains("--deviation same-secret-again --seed 3"));
  CHECK_THAT(run.out, Contains("no webhook was broken"));
  CHECK(run.out.find("stay broken") == std::string::npos);
}

TEST_CASE("lint says what is wrong where, by the rules that it lists, and fails on errors alone") {
  const Finished text = run_assay({"lint"});
  CHECK(text.code == 1);
  CHECK_THAT(text.out, Contains("contracts/slate.openapi.yaml:") && Contains("[secret-nullable]"));
  const json found = json::parse(run_assay({"lint", "--format", "json"}).out);
  CHECK(found.at("format") == "assay-lint/1");
  const std::string rules = run_assay({"list", "rules"}).out;
  for (const auto& defect : found.at("defects")) {
    CHECK_THAT(rules, Contains(defect.at("rule").get<std::string>()));
    CHECK(defect.at("line") > 0);
    CHECK_FALSE(defect.at("pointer").get<std::string>().empty());
  }
  const json run = json::parse(run_assay({"lint", "--format", "sarif"}).out).at("runs").at(0);
  REQUIRE(run.at("results").size() == found.at("defects").size());
  for (std::size_t k = 0; k < run.at("results").size(); ++k) {
    const json& result = run.at("results").at(k);
    const json& defect = found.at("defects").at(k);
    const json& place = result.at("locations").at(0);
    CHECK(result.at("ruleId") == defect.at("rule"));
    CHECK(result.at("level") == defect.at("level"));
    CHECK(place.at("physicalLocation").at("region").at("startLine") == defect.at("line"));
    CHECK(place.at("logicalLocations").at(0).at("fullyQualifiedName") == defect.at("pointer"));
  }
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/small.yaml";
  write_file(file,
             "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      responses: {default: "
             "{description: x}}\n");
  CHECK(run_assay({"lint", file}).code == 0);
  CHECK(run_assay({"lint", folder.path() + "/none.yaml"}).code == 2);
}

}  // namespace assay::test

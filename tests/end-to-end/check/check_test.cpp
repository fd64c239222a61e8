// assay check as CI runs it: exit codes, verdicts and reports, against the mock and against vendors made by hand.
#include <nlohmann/json.hpp>
#include <set>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

using nlohmann::json;

std::vector<std::string> consent(const std::string& url) {
  return {"check", url, "--rotate", "--id", "1", "--id", "2"};
}

std::string verdict_of(const json& report, const std::string& clause) {
  for (const auto& one : report.at("clauses"))
    if (one.at("id") == clause) return one.at("verdict");
  return "no such clause";
}

json report_of(std::vector<std::string> arguments, int& code) {
  const TemporaryFolder folder;
  arguments.insert(arguments.end(), {"--report", "json", "--report-dir", folder.path()});
  const Finished run = run_assay(arguments);
  INFO(run.out << run.err);
  code = run.code;
  return json::parse(read_file(folder.path() + "/report.json"));
}

}  // namespace

TEST_CASE("the mock in this process conforms") {
  const Finished run = run_assay({"check", "--seed", "1"});
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  CHECK(run.out.find("CONFORMS") != std::string::npos);
  CHECK(run.err.empty());
}

TEST_CASE("a mock in a process of its own is rotated without consent, since it is nobody's") {
  const MockProcess mock;
  const Finished run = run_assay({"check", mock.url()});
  INFO(run.out << run.err);
  CHECK(run.code == 0);
}

// assay prove holds all deviations against all clauses; here the report of a few is read as a user would.
TEST_CASE("a lie of the mock is told by the clause that it breaks, and its honest answers by none") {
  const std::pair<const char*, const char*> lies[] = {
      {"same-secret-again", "secret/fresh"},     {"shared-secret", "secret/unique-across-tokens"},
      {"null-secret", "secret/present"},         {"missing-member", "shape/schema-200"},
      {"string-detail", "shape/schema-422"},     {"changed-id", "state/id"},
      {"wrong-last4", "state/token-consistent"}, {"crash-on-bad-id", "invalid-id/422"}};
  for (const auto& [deviation, clause] : lies) {
    INFO(deviation << " breaks " << clause);
    int code = -1;
    const json report = report_of({"check", "--seed", "7", "--deviation", deviation}, code);
    CHECK(verdict_of(report, clause) == "FAIL");
    CHECK(code == 1);
  }
  int code = -1;
  const json clean = report_of({"check", "--seed", "7"}, code);
  CHECK(code == 0);
  for (const auto& one : clean.at("clauses")) {
    INFO(one.dump(2));
    CHECK((one.at("verdict") != "FAIL" && one.at("verdict") != "WARN" && one.at("verdict") != "ERROR"));
  }
}

TEST_CASE("a conforming vendor that is not our code conforms") {
  const Vendor vendor;
  const Finished run = run_assay(consent(vendor.url()));
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  CHECK(vendor.rotations() > 48);
}

TEST_CASE("a vendor that repeats a secret does not conform, and the report shows where, without the secret") {
  const std::string repeated = "whsec_QmVhdXR5IGlzIHRydXRoLCB0cnV0aCBiZWF1dHkhIQ";
  const Vendor vendor(
      {.secret = [&](int id, int count) { return repeated + std::to_string(id) + std::to_string(count % 5); }});
  const TemporaryFolder folder;
  auto arguments = consent(vendor.url());
  arguments.insert(arguments.end(), {"--report", "json,junit", "--report-dir", folder.path()});
  const Finished run = run_assay(arguments);
  INFO(run.out << run.err);
  CHECK(run.code == 1);
  const json report = json::parse(read_file(folder.path() + "/report.json"));
  CHECK(verdict_of(report, "secret/fresh") == "FAIL");
  CHECK(report.at("verdict") == "DOES_NOT_CONFORM");
  CHECK(run.out.find("curl") != std::string::npos);
  CHECK(run.out.find(repeated) == std::string::npos);
  CHECK(read_file(folder.path() + "/report.json").find(repeated) == std::string::npos);
  CHECK(read_file(folder.path() + "/report.xml").find(repeated) == std::string::npos);
}

TEST_CASE("without consent nothing is rotated, and the rest is untested") {
  const Vendor vendor;
  int code = -1;
  const json report = report_of({"check", vendor.url()}, code);
  CHECK(code == 4);
  CHECK(vendor.rotations() == 0);
  CHECK(verdict_of(report, "secret/fresh") == "UNTESTED");
  CHECK(verdict_of(report, "invalid-id/422") == "PASS");
  for (const std::vector<std::string>& half : {std::vector<std::string>{"--id", "1"}, {"--rotate"}}) {
    std::vector<std::string> arguments = {"check", vendor.url()};
    arguments.insert(arguments.end(), half.begin(), half.end());
    CHECK(run_assay(arguments).code == 4);
  }
  CHECK(vendor.rotations() == 0);
}

TEST_CASE("no more tokens are rotated than the budget allows") {
  const Vendor vendor;
  auto arguments = consent(vendor.url());
  arguments.insert(arguments.end(), {"--max-rotations", "10"});
  run_assay(arguments);
  CHECK(vendor.rotations() <= 10);
  CHECK(vendor.rotations() > 0);
}

TEST_CASE("the budget of rotations bounds explore too, also where a mock is explored") {
  const TemporaryFolder folder;
  run_assay({"check", "--max-rotations", "10", "--report", "json", "--report-dir", folder.path()});
  const json run = json::parse(read_file(folder.path() + "/report.json")).at("run");
  CHECK(run.at("rotations") <= 10);
  CHECK(run.at("budgets").at("max_rotations") == 10);
  run_assay({"check", "--report", "json", "--report-dir", folder.path()});
  CHECK(json::parse(read_file(folder.path() + "/report.json")).at("run").at("budgets").at("max_rotations") == 2250);
}

TEST_CASE("a credential given by -H reaches the server and no report") {
  std::set<std::string> seen;
  const Vendor vendor({.answer = [&](const httplib::Request& request, httplib::Response&) {
    seen.insert(request.get_header_value("Authorization"));
  }});
  const TemporaryFolder folder;
  setenv("ASSAY_TEST_TOKEN", "canary-4fd1c9a7e2", 1);
  auto arguments = consent(vendor.url());
  arguments.insert(arguments.end(), {"-H", "Authorization: Bearer ${ASSAY_TEST_TOKEN}", "--report-dir", folder.path()});
  const Finished run = run_assay(arguments);
  CHECK(run.code == 0);
  CHECK(seen.contains("Bearer canary-4fd1c9a7e2"));
  CHECK((run.out + run.err + read_file(folder.path() + "/report.json")).find("canary-4fd1c9a7e2") == std::string::npos);
}

TEST_CASE("a credential that also stands in the vendor's name, the folder of reports or a waiver is hidden there too") {
  const Vendor vendor;
  const TemporaryFolder folder;
  const std::string canary = "canary-58b2e6d0c4";
  const std::string waivers = folder.path() + "/waivers.yaml";
  write_file(waivers, "waivers:\n  - clause: secret/length\n    scope: " + vendor.url() + "\n    reason: " + canary +
                          "\n    owner: " + canary + "\n    expires: 2999-12-31\n");
  auto arguments = consent(vendor.url());
  const std::string reports = folder.path() + "/" + canary;
  arguments.insert(arguments.end(), {"-H", "X-Api-Key: " + canary, "--vendor", "Acme " + canary, "--waivers", waivers,
                                     "--report", "json,html,junit,sarif,ctrf,markdown,badge", "--report-dir", reports});
  const Finished run = run_assay(arguments);
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  CHECK((run.out + run.err).find(canary) == std::string::npos);
  for (const char* file : {"report.json", "report.html", "report.xml", "report.sarif", "report.ctrf.json", "report.md",
                           "badge.json", "events.ndjson"}) {
    INFO(file);
    const std::string text = read_file(reports + "/" + file);
    CHECK_FALSE(text.empty());
    CHECK(text.find(canary) == std::string::npos);
  }
}

}  // namespace assay::test

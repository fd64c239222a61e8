// Servers that lie about their deliveries, heard over a socket.
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/server_process.h"

namespace assay::test {
namespace {

using nlohmann::json;

struct Lie {
  std::string id{};
  std::string breaks{};
};

// Those that the list of deviations names for clauses about deliveries.
std::vector<Lie> delivery_lies() {
  std::istringstream lines(run_assay({"list", "deviations"}).out);
  std::vector<Lie> lies;
  std::string line;
  while (std::getline(lines, line)) {
    Lie lie;
    std::istringstream(line) >> lie.id >> lie.breaks;
    if (lie.breaks.starts_with("webhook/")) lies.push_back(lie);
  }
  return lies;
}

std::string verdict_on(const std::string& report, const std::string& clause) {
  const json all = json::parse(report);
  for (const json& each : all.at("clauses"))
    if (each.at("id") == clause) return each.at("verdict");
  return "none";
}

}  // namespace

TEST_CASE("each lie about deliveries is told by the clause that it breaks, over a socket") {
  const std::vector<Lie> lies = delivery_lies();
  CHECK(lies.size() >= 15);
  for (const Lie& lie : lies) {
    const TemporaryFolder folder;
    const Finished run = run_assay({"check", "--sink", "--only", "webhook", "--strict", "--deviation", lie.id,
                                    "--report", "json", "--report-dir", folder.path()});
    INFO(lie.id << ' ' << lie.breaks << '\n' << run.out << run.err);
    CHECK(run.code == 1);
    const std::string verdict = verdict_on(read_file(folder.path() + "/report.json"), lie.breaks);
    CHECK((verdict == "FAIL" || verdict == "WARN"));
    CHECK(run.out.find("whsec_") == std::string::npos);
  }
}

TEST_CASE("a report tells of each delivery which secret signed it and which was live, and holds none") {
  const TemporaryFolder folder;
  const Finished run =
      run_assay({"check", "--sink", "--seed", "1", "--only", "webhook", "--deviation", "keeps-signing-with-old",
                 "--report", "json,html,markdown", "--report-dir", folder.path()});
  const json report = json::parse(read_file(folder.path() + "/report.json"));
  const json& heard = report.at("deliveries").at("heard");
  REQUIRE(heard.size() == 17);
  // The first of token 1: its scenario rotated it twice before.
  CHECK(heard[0].at("signed_with") == "old");
  CHECK(heard[0].at("signers")[0] < heard[0].at("live")[0]);
  CHECK(heard[1].at("signed_with") == "live");
  CHECK(heard[1].at("signers") == heard[1].at("live"));
  for (const json& each : heard) CHECK(each.at("trigger") > each.at("live")[0]);
  const std::string said = "17 deliveries: 8 signed with the live secret, 9 with an old one alone";
  CHECK_THAT(run.out, Catch::Contains(said));
  CHECK_THAT(read_file(folder.path() + "/report.md"), Catch::Contains(said));
  const std::string page = read_file(folder.path() + "/report.html");
  CHECK_THAT(page, Catch::Contains(said) && Catch::Contains("<span class=\"tag fail\">old</span>"));
  CHECK(page.find("whsec_") == std::string::npos);
  CHECK(run_assay({"report", "verify", folder.path() + "/report.json"}).code == 0);
}

TEST_CASE("a lie about deliveries where nothing is delivered is refused with what to do") {
  for (const std::string command : {"check", "mock"}) {
    const Finished run = run_assay({command, "--deviation", "flapping-replicas"});
    CHECK(run.code == 2);
    CHECK_THAT(run.err, Catch::Contains("flapping-replicas is about deliveries, and nothing is delivered: give assay "
                                        "check --sink, or assay mock --deliver-to URL"));
  }
}

TEST_CASE("what a person gets wrong about a sink is told with what to do") {
  const auto said = [](const std::vector<std::string>& flags) {
    std::vector<std::string> command = {"check"};
    command.insert(command.end(), flags.begin(), flags.end());
    const Finished run = run_assay(command);
    CHECK(run.code == 2);
    return run.err;
  };
  CHECK_THAT(said({"--only", "webhook"}), Catch::Contains("webhook is judged with --sink alone"));
  CHECK_THAT(said({"--sink", "--sink-url", "ftp://x"}),
             Catch::Contains("--sink-url: the scheme must be http or https"));
  CHECK_THAT(said({"--sink", "--known-secret-file", "/no/such/file"}), Catch::Contains("/no/such/file"));
}

TEST_CASE("a vendor whose rotations overlap and whose secrets then sign in turn is told by its own clock") {
  const int port = free_port();
  const std::string trigger = "webhook_trigger=POST /api-tokens/{token_id}/webhook/test";
  const MockProcess mock({"--set", trigger, "--deliver-to", "http://127.0.0.1:" + std::to_string(port), "--deliver-on",
                          "demand", "--threads", "4", "--deviation", "old-secret-comes-back"});
  const Finished run = run_assay({"check", mock.url(), "--rotate", "--id", "1", "--only", "webhook/one-register",
                                  "--set", trigger, "--sink", "--sink-port", std::to_string(port)});
  INFO(run.out << run.err);
  CHECK(run.code == 1);
  CHECK_THAT(run.out, Catch::Contains("FAIL  webhook/one-register"));
}

}  // namespace assay::test

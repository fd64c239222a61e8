// assay mock and assay check without a URL, for other APIs than Slate's: their documents and policies are all they
// need.
#include <map>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

const std::vector<std::string> apis = {"openai-like", "svix-like",    "adyen-like",
                                       "convoy-like", "problem-like", "kit-like"};

std::vector<std::string> documents_of(const std::string& api) {
  const std::string folder = "fixtures/vendors/" + api;
  return {"--document", folder + "/openapi.yaml", "--policy", folder + "/policy.yaml"};
}

std::vector<std::string> joined(std::vector<std::string> command, const std::vector<std::string>& more) {
  command.insert(command.end(), more.begin(), more.end());
  return command;
}

}  // namespace

TEST_CASE("the mock of another API conforms, with every clause seen that its roles give") {
  for (const std::string& api : apis) {
    const TemporaryFolder folder;
    const Finished run =
        run_assay(joined({"check", "--report", "json", "--report-dir", folder.path()}, documents_of(api)), 120);
    INFO(api << '\n' << run.out << run.err);
    CHECK(run.code == 0);
    CHECK_THAT(run.out, Catch::Contains("CONFORMS  http"));
    const auto report = nlohmann::json::parse(read_file(folder.path() + "/report.json"));
    CHECK(report.at("clauses").size() > 30);
    for (const auto& clause : report.at("clauses")) {
      INFO(clause.at("id"));
      const std::string verdict = clause.at("verdict");
      const bool needs_more = clause.at("id") == "auth/required" || clause.at("id") == "secrecy/tls";
      CHECK_FALSE((verdict == "FAIL" || verdict == "WARN" || (verdict == "UNTESTED" && !needs_more)));
    }
  }
}

TEST_CASE("the line that a mock gives to be tried works as it is, whatever its API") {
  const std::map<std::string, int> successes = {{"openai-like", 200}, {"svix-like", 204},    {"adyen-like", 200},
                                                {"convoy-like", 200}, {"problem-like", 201}, {"kit-like", 200}};
  for (const auto& [api, status] : successes) {
    MockProcess mock(documents_of(api));
    std::string line = mock.greeting_line("try");
    line.replace(line.find("curl"), 4, "curl -s -o /dev/null -w '%{http_code}'");
    const Finished run = run_program({"sh", "-c", line.substr(line.find("curl"))});
    INFO(api << ": " << line << '\n' << run.err);
    CHECK(run.out == std::to_string(status));
  }
}

TEST_CASE("a mock serves the resources of a file, and refuses the flag of the Slate API") {
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/endpoints.yaml";
  write_file(file, "- {endpoint_id: 700, name: Orders}\n");
  MockProcess mock(joined({"--resources", file}, documents_of("problem-like")));
  CHECK_THAT(mock.greeting_line("try"), Catch::Contains("/endpoints/700/signing-key"));
  const Finished tokens = run_assay(joined({"mock", "--tokens", file}, documents_of("problem-like")));
  CHECK(tokens.code == 2);
  CHECK_THAT(tokens.err, Catch::Contains("give --resources"));
  write_file(file, "- {endpoint_id: 700, nam: Orders}\n");
  const Finished misspelt = run_assay(joined({"mock", "--resources", file}, documents_of("problem-like")));
  CHECK(misspelt.code == 2);
  CHECK_THAT(misspelt.err, Catch::Contains("endpoints.yaml:1") && Catch::Contains("did you mean 'name'?"));
}

TEST_CASE("a store of another API is refused, and goes on as it was") {
  const TemporaryFolder folder;
  const std::vector<std::string> store = {"--store", "sqlite:" + folder.path() + "/store.db"};
  const std::vector<std::string> svix = joined(documents_of("svix-like"), store);
  { MockProcess mock(svix); }
  const Finished other = run_assay(joined({"mock", "--port", "0"}, store));
  CHECK(other.code == 2);
  CHECK_THAT(other.err, Catch::Contains("holds resources of another API"));
  MockProcess again(svix);
  CHECK_THAT(again.greeting_line("resources"), Catch::Contains("app_1,endpoint_1 app_2,endpoint_2  (rotate"));
}

}  // namespace assay::test

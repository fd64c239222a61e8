// assay check --report: every format, and what GitHub Actions gets.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

using nlohmann::json;

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// As GitHub Actions runs a step, but for the variables that are set here.
Finished run_in_github(const std::vector<std::string>& variables, const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {"env", "-u", "GITHUB_ACTIONS", "-u", "GITHUB_STEP_SUMMARY"};
  command.insert(command.end(), variables.begin(), variables.end());
  command.insert(command.end(), {ASSAY_BINARY, "check", "--deviation", "same-secret-again", "--seed", "1"});
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_program(command);
}

}  // namespace

TEST_CASE("every format is written, and tells the same verdict") {
  const TemporaryFolder folder;
  const Finished run =
      run_in_github({}, {"--report", "json,html,junit,sarif,ctrf,markdown,badge", "--report-dir", folder.path()});
  INFO(run.out << run.err);
  CHECK(run.code == 1);
  const auto written = [&](const std::string& name) { return read_file(folder.path() + '/' + name); };
  CHECK(json::parse(written("report.json"))["verdict"] == "DOES_NOT_CONFORM");
  CHECK(holds(written("report.html"), "Does not conform"));
  CHECK(written("report.html").size() < 500'000);
  CHECK(holds(written("report.xml"), "DOES_NOT_CONFORM"));
  CHECK(json::parse(written("report.sarif"))["runs"][0]["properties"]["verdict"] == "DOES_NOT_CONFORM");
  CHECK(json::parse(written("report.ctrf.json"))["results"]["tool"]["extra"]["verdict"] == "DOES_NOT_CONFORM");
  CHECK(written("report.md").starts_with("# DOES_NOT_CONFORM"));
  CHECK(json::parse(written("badge.json"))["message"].get<std::string>().starts_with("does not conform"));
}

TEST_CASE("in GitHub Actions the summary gets the Markdown report after what it holds, and each failure a line") {
  const TemporaryFolder folder;
  const std::string summary = folder.path() + "/summary";
  write_file(summary, "of an earlier step\n");
  const Finished run = run_in_github({"GITHUB_ACTIONS=true", "GITHUB_STEP_SUMMARY=" + summary},
                                     {"--report", "markdown", "--report-dir", folder.path()});
  INFO(run.out << run.err);
  CHECK(run.code == 1);
  CHECK(read_file(summary) == "of an earlier step\n" + read_file(folder.path() + "/report.md"));
  CHECK(holds(run.out, "\n::error file="));
  CHECK(holds(run.out, "title=FAIL secret/fresh::"));
}

TEST_CASE("outside GitHub Actions there are no annotations, and without a Markdown report no summary") {
  const TemporaryFolder folder;
  const std::string summary = folder.path() + "/summary";
  const Finished run =
      run_in_github({"GITHUB_STEP_SUMMARY=" + summary}, {"--report", "json", "--report-dir", folder.path()});
  CHECK_FALSE(holds(run.out, "::error"));
  CHECK_FALSE(std::filesystem::exists(summary));
}

TEST_CASE("a summary that cannot be written is named") {
  const TemporaryFolder folder;
  const Finished run = run_in_github({"GITHUB_STEP_SUMMARY=" + folder.path() + "/no/such/folder"},
                                     {"--report", "markdown", "--report-dir", folder.path()});
  CHECK(run.code == 2);
  CHECK(holds(run.err, "GITHUB_STEP_SUMMARY"));
}

}  // namespace assay::test

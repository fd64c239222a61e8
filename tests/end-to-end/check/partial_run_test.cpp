// A part never looks like the whole.
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

using Catch::Contains;
using nlohmann::json;

Finished check(std::vector<std::string> flags) {
  flags.insert(flags.begin(), {"check", "--seed", "3"});
  return run_assay(flags);
}

}  // namespace

TEST_CASE("a run of a part says PARTIAL wherever it gives a verdict, and how much was left out") {
  const TemporaryFolder folder;
  const Finished run = check({"--deviation", "crash-on-big-id", "--only", "secret", "--report",
                              "json,junit,html,badge,markdown,ctrf,sarif", "--report-dir", folder.path()});
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Catch::StartsWith("assay check") && Contains("PARTIAL  http") && !Contains("CONFORMS"));
  const json report = json::parse(read_file(folder.path() + "/report.json"));
  const std::size_t all = report.at("coverage").at("all"), selected = report.at("coverage").at("applicable");
  const std::string tested = std::to_string(selected), left_out = std::to_string(all - selected);
  CHECK(report.at("verdict") == "PARTIAL");
  CHECK_THAT(run.out, Contains(tested + " of " + tested + " selected clauses tested, " + left_out + " left out by"));
  CHECK_THAT(run.out, !Contains(left_out + " UNTESTED"));
  const json badge = json::parse(read_file(folder.path() + "/badge.json"));
  CHECK(badge.at("message") == "partial (" + tested + '/' + tested + ", " + left_out + " clauses left out)");
  CHECK(badge.at("color") != "brightgreen");
  CHECK_THAT(read_file(folder.path() + "/report.xml"), Contains("<property name=\"verdict\" value=\"PARTIAL\""));
  const std::string page = read_file(folder.path() + "/report.html");
  CHECK_THAT(page,
             Contains("<title>PARTIAL: ") && Contains(left_out + " clauses were left out by --only or --exclude"));
  CHECK_THAT(read_file(folder.path() + "/report.md"), Catch::StartsWith("# PARTIAL: "));
  CHECK(run_assay({"report", "verify", folder.path() + "/report.json"}).code == 0);
}

TEST_CASE("a clause that was left out is told apart from one that could not be seen") {
  const Finished run = check({"--exclude", "race"});
  CHECK_THAT(run.out,
             Contains("PARTIAL  http") && Contains("4 left out by --only or --exclude") && !Contains("5 UNTESTED"));
}

TEST_CASE("a part that is broken does not conform") {
  const Finished run = check({"--deviation", "same-secret-again", "--only", "secret/fresh"});
  CHECK(run.code == 1);
  CHECK_THAT(run.out, Contains("DOES_NOT_CONFORM  http") && Contains("left out by --only or --exclude"));
}

TEST_CASE("all clauses are the whole, and the denominator counts what was selected but for NA") {
  const TemporaryFolder folder;
  const Finished run = check({"--report", "json,badge", "--report-dir", folder.path()});
  const json report = json::parse(read_file(folder.path() + "/report.json"));
  CHECK(report.at("verdict") == "CONFORMS");
  const std::size_t all = report.at("coverage").at("all"), na = report.at("counts").at("NA");
  CHECK(report.at("coverage").at("applicable") == all - na);
  const std::string of_all = std::to_string(all - na), tested = report.at("coverage").at("tested").dump();
  CHECK_THAT(run.out, Contains(tested + " of " + of_all + " clauses tested"));
  CHECK_THAT(read_file(folder.path() + "/badge.json"), Contains('(' + tested + '/' + of_all + ')'));
}

TEST_CASE("a floor that is reached exactly is reached") {
  CHECK(check({"--only", "invalid-id/422", "--floor", "100"}).code == 0);
  CHECK(check({"--only", "invalid-id/422,auth/required", "--floor", "50"}).code == 0);
  CHECK(check({"--only", "invalid-id/422,auth/required", "--floor", "50.1"}).code == 4);
}

}  // namespace assay::test

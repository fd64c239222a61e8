// assay replay: a finding of a report, sent again.
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

using Catch::Contains;

// A vendor that gives one secret for ever, until told to be honest.
struct Repeating {
  bool honest = false;
  Vendor vendor{{.record = [this](nlohmann::ordered_json& record, int, int) {
    if (!honest) record["webhook_secret"] = "whsec_QmVhdXR5IGlzIHRydXRoLCB0cnV0aCBiZWF1dHkhIQ";
  }}};

  std::string report(const TemporaryFolder& folder) const {
    run_assay({"check", vendor.url(), "--rotate", "--id", "1", "--only", "secret", "--report", "json", "--report-dir",
               folder.path(), "-H", "Authorization: Bearer replay-canary-55"});
    return folder.path() + "/report.json";
  }
};

}  // namespace

TEST_CASE("a finding is sent again and judged again: broken, and held once the vendor is mended") {
  const TemporaryFolder folder;
  Repeating repeating;
  const std::string report = repeating.report(folder);
  const std::vector<std::string> replay = {"replay", report, "secret/fresh", "--rotate", "--id", "1"};
  const int before = repeating.vendor.rotations();
  const Finished broken = run_assay(replay);
  INFO(broken.out << broken.err);
  CHECK(broken.code == 1);
  CHECK_THAT(broken.out, Contains("BROKEN again: secret/fresh"));
  CHECK(repeating.vendor.rotations() == before + 2);
  repeating.honest = true;
  const Finished held = run_assay(replay);
  CHECK(held.code == 0);
  CHECK_THAT(held.out, Contains("HELD this time"));
  CHECK((broken.out + broken.err).find("replay-canary-55") == std::string::npos);
}

TEST_CASE(
    "a report of the own mock holds the line that sends a finding again, and none is told where no report is kept") {
  const TemporaryFolder folder;
  const Finished run = run_assay({"check", "--deviation", "same-secret-again", "--seed", "3", "--only", "secret/fresh",
                                  "--report", "json,html", "--report-dir", folder.path()});
  const nlohmann::json report = nlohmann::json::parse(read_file(folder.path() + "/report.json"));
  for (const auto& clause : report.at("clauses")) {
    if (clause.at("id") != "secret/fresh") continue;
    REQUIRE(clause.at("findings").size() > 1);
    const std::string line = clause.at("findings").at(1).at("reproduce").at("replay");
    CHECK(line == "assay replay " + folder.path() +
                      "/report.json secret/fresh --case 2 --mock --deviation same-secret-again --seed 3");
    const Finished again = run_program({"sh", "-c", std::string(ASSAY_BINARY) + line.substr(line.find(' '))});
    CHECK(again.code == 1);
    CHECK_THAT(again.out, Contains("BROKEN again"));
  }
  CHECK_THAT(run.out, Contains("\n      assay replay " + folder.path() + "/report.json secret/fresh --mock"));
  CHECK_THAT(read_file(folder.path() + "/report.html"), Contains("/report.json secret/fresh --case 2 --mock"));
  CHECK(run_assay({"check", "--deviation", "same-secret-again", "--only", "secret"}).out.find("assay replay") ==
        std::string::npos);
}

TEST_CASE("a replay rotates no token without consent to that token") {
  const TemporaryFolder folder;
  const Repeating repeating;
  const std::string report = repeating.report(folder);
  const int before = repeating.vendor.rotations();
  for (const std::vector<std::string>& flags :
       {std::vector<std::string>{}, {"--rotate"}, {"--id", "1"}, {"--rotate", "--id", "2"}}) {
    std::vector<std::string> replay = {"replay", report, "secret/fresh"};
    replay.insert(replay.end(), flags.begin(), flags.end());
    const Finished refused = run_assay(replay);
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, Contains("--rotate --id 1"));
  }
  CHECK(repeating.vendor.rotations() == before);
}

TEST_CASE("a clause or a case that the report does not have is refused") {
  const TemporaryFolder folder;
  const Repeating repeating;
  const std::string report = repeating.report(folder);
  const Finished clause = run_assay({"replay", report, "secret/frehs"});
  CHECK(clause.code == 2);
  CHECK_THAT(clause.err, Contains("did you mean secret/fresh?"));
  const Finished number = run_assay({"replay", report, "secret/fresh", "--case", "9999"});
  CHECK(number.code == 2);
  CHECK_THAT(number.err, Contains("has the cases 1 to "));
  CHECK(run_assay({"replay", report + ".none", "secret/fresh"}).code == 2);
}

TEST_CASE("a finding about our own mock is replayed against the same mock") {
  const TemporaryFolder folder;
  const std::vector<std::string> mock = {"--deviation", "same-secret-again", "--seed", "3"};
  std::vector<std::string> check = {"check", "--report", "json", "--report-dir", folder.path()};
  check.insert(check.end(), mock.begin(), mock.end());
  REQUIRE(run_assay(check).code == 1);
  std::vector<std::string> replay = {"replay", folder.path() + "/report.json", "secret/fresh", "--mock"};
  CHECK(run_assay(replay).code == 0);
  replay.insert(replay.end(), mock.begin(), mock.end());
  CHECK(run_assay(replay).code == 1);
}

}  // namespace assay::test

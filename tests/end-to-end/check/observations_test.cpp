// How often each clause is observed in a seeded run of the honest mock: a law that is told in another way must not see
// less. fixtures/observations.json is what the checks that knew Slate alone observed with this seed.
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {

TEST_CASE("no clause is observed less often than before the laws were made of roles") {
  const TemporaryFolder folder;
  REQUIRE(run_assay({"check", "--seed", "3", "--report", "json", "--report-dir", folder.path()}).code == 0);
  const auto report = nlohmann::json::parse(read_file(folder.path() + "/report.json"));
  const auto before = nlohmann::json::parse(read_file("fixtures/observations.json"));
  REQUIRE(report.at("clauses").size() == before.size());
  for (const auto& clause : report.at("clauses")) {
    const std::string id = clause.at("id");
    const std::size_t least = before.at(id);
    INFO(id << ": " << least << " before");
    // How many rotations overlap, and whose comes between, is the machine's to say.
    const bool is_timed = id.starts_with("race/") || id == "state/others-untouched";
    CHECK(clause.at("observations").get<std::size_t>() >= (is_timed ? least / 2 : least));
  }
}

}  // namespace assay::test

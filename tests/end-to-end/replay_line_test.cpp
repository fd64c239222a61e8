// The replay line that a report prints for a live finding, as it is.
#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {

TEST_CASE("the replay line of a finding about an id that nobody has runs with the consent of the run") {
  const Vendor vendor({.read = [](const std::string& segment) -> std::optional<int> {
    if (segment == "4611686018427387905") return 1;  // 2^62 + 1
    if (segment.empty() || segment.size() > 9 || segment.find_first_not_of("0123456789") != std::string::npos)
      return std::nullopt;
    return std::stoi(segment);
  }});
  const TemporaryFolder folder;
  const Finished run = run_assay({"check", vendor.url(), "--rotate", "--token-id", "1", "--only", "id/no-other-token",
                                  "--report", "json", "--report-dir", folder.path()});
  INFO(run.out << run.err);
  const std::string report = folder.path() + "/report.json";
  CHECK_THAT(run.out, Catch::Contains("id/no-other-token --rotate --token-id 1"));
  CHECK(run_assay({"replay", report, "id/no-other-token", "--rotate", "--token-id", "1"}).code == 1);
  const Finished refused = run_assay({"replay", report, "id/no-other-token", "--rotate", "--token-id", "2"});
  CHECK(refused.code == 2);
}

}  // namespace assay::test

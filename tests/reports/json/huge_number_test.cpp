// A number that no double holds, wherever it stands in a report.
#include "contracts/documents/place.h"
#include "reports/json/report_json.h"
#include "tests/catch.h"
#include "tests/reports/example_report.h"

namespace assay::test {

TEST_CASE("a report with a number beyond any double is refused in our words") {
  const std::string text = to_json_text(example_report());
  for (const std::string before : {"\"duration_ms\": ", "\"tested\": ", "\"rate\": "})
    for (const char* number : {"1e400", "-1e400", "123e99999"}) {
      std::string changed = text;
      const std::size_t at = changed.find(before);
      REQUIRE(at != std::string::npos);
      changed.replace(at + before.size(), changed.find_first_of(",\n", at) - at - before.size(), number);
      INFO(before << number);
      CHECK_THROWS_WITH(report_from_json(changed, "report.json"),
                        Catch::Contains("report.json") && Catch::Contains("a number beyond what a double can be"));
    }
  CHECK_THROWS_WITH(report_from_json("{\"a\": 1e400, \"format\": \"assay-report/1\"}", "report.json"),
                    Catch::Contains("a number beyond what a double can be"));
  CHECK_THROWS_WITH(report_from_json(text.substr(0, text.size() / 2), "report.json"), Catch::Contains("cut off"));
}

}  // namespace assay::test

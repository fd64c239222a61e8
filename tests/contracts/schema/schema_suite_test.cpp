// The JSON Schema Test Suite: Debian's, as far as a keyword means the same in its draft 7 and in OpenAPI 3.1, and a
// checkout's of 2020-12.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/schema/schema.h"
#include "tests/catch.h"

namespace assay::test {
using nlohmann::json;

namespace {

const std::filesystem::path suite = "/usr/share/json-schema-test-suite/tests/draft7";

struct Count {
  int judged = 0;
  int not_judged = 0;
  int refused = 0;
};

void run(const json& group, Count& count) {
  if (group.at("description") == "ref overrides any sibling keywords") return;  // not since 2019-09
  const json& document = group.at("schema");
  std::optional<Schema> schema;
  try {
    schema = Schema::compile(document, {.file = "suite", .line = 0, .pointer = ""});
  } catch (const BadDocument&) {
    count.refused += static_cast<int>(group.at("tests").size());
    return;
  }
  for (const json& test : group.at("tests")) {
    INFO(group.at("description") << ": " << test.at("description"));
    const std::vector<Violation> violations = schema->validate(test.at("data"));
    if (!violations.empty() && violations.front().keyword == "limit") {
      ++count.not_judged;
      continue;
    }
    CHECK(violations.empty() == test.at("valid").get<bool>());
    for (const Violation& violation : violations) CHECK(violation.keyword != "schema");
    ++count.judged;
  }
}

Count run_all(const std::filesystem::path& folder, const std::set<std::string>& but) {
  Count count;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.is_regular_file() || but.contains(entry.path().stem())) continue;
    std::ifstream file(entry.path());
    for (const json& group : json::parse(file)) run(group, count);
  }
  return count;
}

}  // namespace

TEST_CASE("what the JSON Schema Test Suite says is valid is valid, and what it says is not is not") {
  if (!std::filesystem::exists(suite)) {
    WARN("skipped: " << suite << " is not there; install json-schema-test-suite");
    return;
  }
  // "dependencies" is a word of no meaning since 2019-09; "definitions" holds draft 7's own schema, which is read as
  // 2020-12.
  const Count count = run_all(suite, {"dependencies", "definitions"});
  CHECK(count.judged > 300);
  CHECK(count.not_judged == 0);
  CHECK(count.refused < 100);  // tuples of items, references to other documents
}

TEST_CASE("the same of the suite for 2020-12, where JSON_SCHEMA_TEST_SUITE names a checkout of it") {
  const char* const checkout = std::getenv("JSON_SCHEMA_TEST_SUITE");
  if (checkout == nullptr) {
    WARN(
        "skipped: no package holds it; set JSON_SCHEMA_TEST_SUITE to a clone of "
        "json-schema-org/JSON-Schema-Test-Suite");
    return;
  }
  // OpenAPI asserts the format date-time; other meta-schemas are not read.
  const Count count = run_all(std::filesystem::path(checkout) / "tests/draft2020-12", {"format", "vocabulary"});
  CHECK(count.judged > 1050);
  CHECK(count.not_judged < 20);  // $dynamicRef
  CHECK(count.refused < 100);    // references to other documents
}

}  // namespace assay::test

// The JSON Schema Test Suite, as far as a keyword means the same in its draft 7 and in OpenAPI 3.1.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "contracts/schema.h"
#include "tests/catch.h"

using namespace assay;
using nlohmann::json;

namespace {

const std::filesystem::path suite = "/usr/share/json-schema-test-suite/tests/draft7";

struct Count {
  int judged = 0;
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
    CHECK(violations.empty() == test.at("valid").get<bool>());
    for (const Violation& violation : violations) CHECK(violation.keyword != "schema");
    ++count.judged;
  }
}

}  // namespace

TEST_CASE("what the JSON Schema Test Suite says is valid is valid, and what it says is not is not") {
  if (!std::filesystem::exists(suite)) {
    WARN("skipped: " << suite << " is not there; install json-schema-test-suite");
    return;
  }
  Count count;
  for (const auto& entry : std::filesystem::directory_iterator(suite)) {
    // "dependencies" is a word of no meaning since 2019-09; "definitions" holds draft 7's own schema, which is read as 2020-12.
    if (!entry.is_regular_file() || entry.path().stem() == "dependencies" || entry.path().stem() == "definitions")
      continue;
    std::ifstream file(entry.path());
    for (const json& group : json::parse(file)) run(group, count);
  }
  CHECK(count.judged > 300);
  CHECK(count.refused < 100);  // tuples of items, references to other documents
}

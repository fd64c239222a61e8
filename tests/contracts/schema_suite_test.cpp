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
  const json document = {{"schema", group.at("schema")}};
  std::optional<Schema> schema;
  try {
    schema = Schema::compile(document, {.file = "suite", .line = 0, .pointer = "/schema"});
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
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path());
    for (const json& group : json::parse(file)) run(group, count);
  }
  CHECK(count.judged > 300);
  CHECK(count.refused < 100);  // $id, dependencies, propertyNames, tuples: not supported, and said so
}

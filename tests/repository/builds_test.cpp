// Whose build stops at a warning: CI's, and nobody's else. Another compiler knows other warnings.
#include <algorithm>

#include "tests/catch.h"
#include "tests/repository/sources.h"

namespace assay::test {
namespace {

bool holds(const std::string& path, const std::string& text) {
  const auto lines = read_source(path).lines;
  return std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return line.find(text) != line.npos; });
}

}  // namespace

TEST_CASE("warnings are errors in CI, and in nobody else's build") {
  CHECK(holds("CMakeLists.txt", R"(option(ASSAY_WERROR "Warnings are errors" OFF))"));
  CHECK_FALSE(holds("CMakePresets.json", "ASSAY_WERROR"));
  CHECK_FALSE(holds("script/demo", "WERROR"));
  CHECK(holds("script/test", "-DASSAY_WERROR=\"${ASSAY_WERROR:-OFF}\""));
  CHECK(holds(".ci/run", "export ASSAY_WERROR=ON"));
}

}  // namespace assay::test

#include "tests/repository/type_names.h"

#include <algorithm>

#include "tests/catch.h"

namespace assay::test {

TEST_CASE("one name is one type in all that is linked together") {
  std::vector<SourceFile> linked;
  for (const SourceFile& file : sources())
    if (!file.path.starts_with("examples/") && !file.path.starts_with("fuzz/") && !file.path.starts_with("bench/"))
      linked.push_back(file);
  CHECK(types_defined_twice(linked) == std::vector<std::string>{});
}

TEST_CASE("two types of one name are found, forward declarations and those of unnamed namespaces are not") {
  const auto told = [](const std::string& text) {
    return types_defined_twice({literal_source("mock/a.h", "struct Target {\n"), literal_source("cli/b.h", text)});
  };
  const std::vector<std::string> found = {"Target: cli/b.h mock/a.h"};
  CHECK(told("class Target : public Other {\n") == found);
  CHECK(told("enum class Target { one, two };\n") == found);
  CHECK(told("class Target final : public Other {\n") == found);
  CHECK(told("class Target;\n").empty());
  CHECK(told("  struct Target {\n").empty());
  CHECK(told("namespace {\nstruct Target {\n}  // namespace\n").empty());
  CHECK(told("struct TargetOptions {\n").empty());
}

}  // namespace assay::test

#include "tests/repository/style.h"

#include <filesystem>

#include "tests/catch.h"

namespace assay::test {
namespace {

using Rule = std::vector<std::string> (*)(const SourceFile&);

std::vector<std::string> broken(Rule rule, const std::vector<SourceFile>& files) {
  std::vector<std::string> all;
  for (const auto& file : files) {
    const auto found = rule(file);
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

SourceFile of_length(const std::string& path, std::size_t lines, const std::string& first = "// A file.") {
  SourceFile file{.path = path, .lines = std::vector<std::string>(lines)};
  file.lines.front() = first;
  return file;
}

const std::vector<std::string> none{};

}  // namespace

TEST_CASE("no file is longer than its budget without a reason at its top") {
  CHECK(broken(over_budget, sources()) == none);
}

TEST_CASE("no line is wider than the format, no function longer than its budget, no constant in another dress") {
  CHECK(broken(wide_lines, sources()) == none);
  CHECK(broken(long_functions, sources()) == none);
  CHECK(broken(camel_constants, sources()) == none);
  CHECK(broken(homeless_tests, sources()) == none);
}

TEST_CASE("a wide line is found, unless it holds a text") {
  CHECK(wide_lines(literal_source("mock/a.h", "int a;  //" + std::string(110, 'x') + "\n")) == none);
  CHECK(wide_lines(literal_source("mock/a.h", "int a;  //" + std::string(111, 'x') + "\n")) ==
        std::vector<std::string>{"mock/a.h:1: 121 columns, budget 120"});
  CHECK(wide_lines(literal_source("mock/a.h", '"' + std::string(200, 'x') + "\"\n")) == none);
}

TEST_CASE("a long function is found, in a class and with broken parameters too, unless a comment says why") {
  const auto body = [](const std::string& in, int lines) {
    std::string text;
    for (int i = 0; i < lines; ++i) text += in + "  f();\n";
    return text;
  };
  const auto found = [](const std::string& text) { return long_functions(literal_source("mock/a.cpp", text)).size(); };
  CHECK(found("int f() {\n" + body("", 40) + "}\n") == 0);
  CHECK(found("int f() {\n" + body("", 41) + "}\n") == 1);
  CHECK(found("int f(int a,\n      int b) {\n" + body("", 41) + "}\n") == 1);
  CHECK(found("struct A {\n  int f() const {\n" + body("  ", 41) + "  }\n};\n") == 1);
  CHECK(found("// Longer than usual: a table.\nint f() {\n" + body("", 41) + "}\n") == 0);
  CHECK(found("TEST_CASE(\"a\") {\n" + body("", 41) + "}\n") == 0);
  CHECK(found("const Table table = made({\n" + body("", 41) + "});\n") == 0);
}

TEST_CASE("a constant in another dress is found, and a test at home nowhere") {
  const std::string name = std::string("k") + "Most";
  CHECK(camel_constants(literal_source("mock/a.cpp", "constexpr int " + name + " = 1;\n")) ==
        std::vector<std::string>{"mock/a.cpp:1: " + name});
  CHECK(camel_constants(literal_source("mock/a.cpp", "constexpr int most = 1;\n")) == none);
  CHECK(homeless_tests(literal_source("tests/a_test.cpp", "namespace assay {\n")) ==
        std::vector<std::string>{"tests/a_test.cpp: tests stand in namespace assay::test"});
  CHECK(homeless_tests(literal_source("tests/a_test.cpp", "namespace assay::test {\n")) == none);
  CHECK(homeless_tests(literal_source("tests/a.cpp", "namespace assay {\n")) == none);
}

TEST_CASE("no file is named after a drawer") { CHECK(broken(drawer_names, sources()) == none); }

TEST_CASE("nothing is left for later in a comment") { CHECK(broken(left_for_later, written_files()) == none); }

TEST_CASE("every header says what it is for and is read once") { CHECK(broken(bare_header, sources()) == none); }

TEST_CASE("whoever names a width includes <cstdint>") {
  CHECK(broken(borrowed_widths, sources()) == none);
  const std::string use = std::string("std::uint") + "32_t a;\n";
  CHECK(borrowed_widths(literal_source("mock/a.cpp", use)) ==
        std::vector<std::string>{"mock/a.cpp: includes <cstdint> by luck alone"});
  CHECK(borrowed_widths(literal_source("mock/a.cpp", "#include <cstdint>\n" + use)) == none);
  CHECK(borrowed_widths(literal_source("mock/a.cpp", "int a;\n")) == none);
}

TEST_CASE("a file over its budget is found, unless it says why") {
  CHECK(over_budget(of_length("mock/a.cpp", 300)) == none);
  CHECK(over_budget(of_length("mock/a.cpp", 301)) == std::vector<std::string>{"mock/a.cpp: 301 lines, budget 300"});
  CHECK(over_budget(of_length("mock/a.h", 121)) == std::vector<std::string>{"mock/a.h: 121 lines, budget 120"});
  CHECK(over_budget(of_length("mock/a.cpp", 301, "// Longer than 300 lines: one table of 216 cases.")) == none);
}

TEST_CASE("a drawer is found by its name, a noun that only sounds like one is not") {
  CHECK(drawer_names(of_length("mock/util.h", 1)) != none);
  CHECK(drawer_names(of_length("mock/string_utils.cpp", 1)) != none);
  CHECK(drawer_names(of_length("mock/helpers/a.cpp", 1)) == none);
  CHECK(drawer_names(of_length("mock/common_types.h", 1)) != none);
  CHECK(drawer_names(of_length("mock/utility_meter.h", 1)) == none);
}

TEST_CASE("a note to oneself is found, with its line") {
  const std::string note = std::string("// TO") + "DO: later";
  CHECK(left_for_later(literal_source("mock/a.cpp", "int a;\n" + note + "\n")) ==
        std::vector<std::string>{"mock/a.cpp:2: " + note});
  CHECK(left_for_later(literal_source("mock/a.cpp", "int todos;\n")) == none);
}

TEST_CASE("a header without its first comment or its pragma is found") {
  CHECK(bare_header(literal_source("mock/a.h", "#pragma once\n")).size() == 1);
  CHECK(bare_header(literal_source("mock/a.h", "// A thing.\n")).size() == 1);
  CHECK(bare_header(literal_source("mock/a.h", "// A thing.\n#pragma once\n")) == none);
}

TEST_CASE("every script can be run and stops at the first failure") {
  namespace fs = std::filesystem;
  for (const auto& file : written_files()) {
    if (!file.path.starts_with("script/") && !file.path.starts_with(".ci/")) continue;
    INFO(file.path);
    REQUIRE(!file.lines.empty());
    CHECK(file.lines.front() == "#!/usr/bin/env bash");
    CHECK(std::find(file.lines.begin(), file.lines.end(), "set -euo pipefail") != file.lines.end());
    CHECK((fs::status(file.path).permissions() & fs::perms::owner_exec) != fs::perms::none);
  }
}

}  // namespace assay::test

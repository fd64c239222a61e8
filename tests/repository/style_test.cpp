#include "tests/repository/style.h"

#include <filesystem>

#include "tests/catch.h"

namespace assay {
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

}  // namespace assay

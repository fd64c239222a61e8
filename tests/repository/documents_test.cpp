// The documents at the root: short where they promise to be, and no link that leads nowhere.
#include <filesystem>
#include <regex>

#include "tests/catch.h"
#include "tests/repository/sources.h"

namespace assay::test {
namespace {

const std::vector<std::string> documents = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"};

// Links into the repository: neither a URL nor a place in the same document.
std::vector<std::string> dead_links(const SourceFile& document) {
  static const std::regex link(R"(\]\(([^)#]+)[^)]*\))");
  std::vector<std::string> dead;
  for (const auto& line : document.lines) {
    for (std::sregex_iterator i(line.begin(), line.end(), link), end; i != end; ++i) {
      const auto target = (*i)[1].str();
      if (target.find("://") == std::string::npos && !std::filesystem::exists(target)) dead.push_back(target);
    }
  }
  return dead;
}

// Files of ours that a document names in code font.
std::vector<std::string> dead_paths(const SourceFile& document) {
  static const std::regex path(
      "`((contracts|mock|property-tests|reports|cli|fixtures|tests|script|cmake)/[A-Za-z0-9_./-]*)`");
  std::vector<std::string> dead;
  for (const auto& line : document.lines) {
    for (std::sregex_iterator i(line.begin(), line.end(), path), end; i != end; ++i) {
      if (!std::filesystem::exists((*i)[1].str())) dead.push_back((*i)[1].str());
    }
  }
  return dead;
}

const std::vector<std::string> none{};

}  // namespace

TEST_CASE("ARCHITECTURE.md fits on a page") { CHECK(read_source("ARCHITECTURE.md").lines.size() <= 80); }

TEST_CASE("every link and every path that a document names leads somewhere") {
  for (const auto& name : documents) {
    INFO(name);
    const auto document = read_source(name);
    CHECK(dead_links(document) == none);
    CHECK(dead_paths(document) == none);
  }
}

TEST_CASE("a link that leads nowhere is found") {
  CHECK(dead_links(literal_source("x.md", "see [this](no/such/file.md#part) and [that](https://example.com)")) ==
        std::vector<std::string>{"no/such/file.md"});
  CHECK(dead_paths(literal_source("x.md", "look at `mock/no_such_file.h`")) ==
        std::vector<std::string>{"mock/no_such_file.h"});
}

}  // namespace assay::test

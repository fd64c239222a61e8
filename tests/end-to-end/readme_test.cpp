// The README's examples of `assay check` are run, and each line that it shows is one that comes out.
#include <regex>
#include <sstream>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

struct Example {
  std::vector<std::string> arguments{};
  std::vector<std::string> shown{};
};

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// Blocks that begin with "    $ build/release/assay check", but for those about servers of others.
std::vector<Example> examples() {
  const std::string prompt = "    $ build/release/assay ";
  std::istringstream readme(read_file("README.md"));
  std::vector<Example> found;
  bool inside = false;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with(prompt)) {
      inside = line.starts_with(prompt + "check") && line.find("https://") == std::string::npos;
      if (inside) found.push_back({.arguments = words_of(line.substr(prompt.size()))});
    } else if (!line.starts_with("    ")) {
      inside = false;
    } else if (inside && line != "    ...") {
      found.back().shown.push_back(line.substr(4));
    }
  }
  return found;
}

// Ports and folders differ from run to run.
std::string without_chance(const std::string& text, const std::string& folder) {
  const std::string ports = std::regex_replace(text, std::regex("127\\.0\\.0\\.1:[0-9]+"), "127.0.0.1:PORT");
  return folder.empty() ? ports : std::regex_replace(ports, std::regex(folder), "out");
}

}  // namespace

TEST_CASE("what the README shows of assay check is what it prints") {
  const auto all = examples();
  REQUIRE(all.size() == 3);
  for (const auto& example : all) {
    const TemporaryFolder folder;
    auto arguments = example.arguments;
    for (auto& argument : arguments)
      if (argument == "out") argument = folder.path();
    const Finished run = run_assay(arguments);
    const std::string printed = "\n" + without_chance(run.out, folder.path());
    REQUIRE(example.shown.size() >= 5);
    for (const auto& line : example.shown) {
      INFO(line << "\nis not in\n" << printed);
      CHECK(printed.find("\n" + without_chance(line, "") + "\n") != std::string::npos);
    }
  }
}

}  // namespace assay::test

// docs/deliveries.md: its examples print what it shows, and its tables are those of the program.
#include <cstdlib>
#include <sstream>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

struct Example {
  std::string script{};  // what is typed, up to and with one call of assay
  std::string shown{};
};

// The lines behind "    $ " and what stands below them; what was exported stays for the next.
std::vector<Example> examples() {
  std::istringstream page(read_file("docs/deliveries.md"));
  std::vector<Example> found;
  std::string exported;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    const std::string typed = line.starts_with("    $ ") ? line.substr(6) : "";
    if (typed.starts_with("export ")) exported += typed + "\n";
    if (typed.starts_with("assay ")) found.push_back({.script = exported + ASSAY_BINARY + typed.substr(5)});
    inside = typed.starts_with("assay ") || (inside && line.starts_with("    ") && typed.empty());
    if (inside && typed.empty()) found.back().shown += line.substr(4) + "\n";
  }
  return found;
}

}  // namespace

TEST_CASE("what the page about deliveries shows is what is printed") {
  const auto all = examples();
  REQUIRE(all.size() == 4);
  for (const Example& example : all) {
    INFO(example.script);
    const Finished run = run_program({"sh", "-c", example.script});
    CHECK(run.out == example.shown);
    CHECK(run.err.empty());
    CHECK(run.code == (example.shown.starts_with("DOES_NOT_FIT") ? 1 : 0));
  }
}

TEST_CASE("each flag that the page about deliveries gives a command is one of that command's") {
  std::istringstream page(read_file("docs/deliveries.md"));
  std::size_t flags = 0;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("    assay ")) continue;
    std::istringstream words(line.substr(10));
    std::string command;
    words >> command;
    const std::string help = run_assay({command, "--help"}).out;
    for (std::string word; words >> word;) {
      if (!word.starts_with("--")) continue;
      INFO(command << ' ' << word);
      CHECK(help.find(word + ' ') != std::string::npos);
      ++flags;
    }
  }
  CHECK(flags > 10);
}

TEST_CASE("the page about deliveries names each scheme and each mistake that there is") {
  const std::string page = read_file("docs/deliveries.md");
  for (const char* what : {"schemes", "mistakes", "delivery-faults"}) {
    std::istringstream list(run_assay({"list", what}).out);
    std::size_t count = 0;
    for (std::string line; std::getline(list, line); ++count) {
      INFO(line);
      CHECK(page.find("`" + line.substr(0, line.find(' '))) != std::string::npos);
    }
    CHECK(count >= 5);
  }
}

}  // namespace assay::test

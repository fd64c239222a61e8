// What a person sees who runs assay check at a terminal, and what a log gets.
#include "tests/end-to-end/terminal.h"

#include <regex>
#include <sstream>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

const std::vector<std::string> check = {"check", "--seed", "1"};

// The bars that were drawn: what stands between a carriage return and "erase to the end of the line".
std::vector<std::string> bars_in(const std::string& text) {
  std::vector<std::string> bars;
  static const std::regex bar("\r([^\r\n]*)\x1b\\[K");
  for (auto at = std::sregex_iterator(text.begin(), text.end(), bar); at != std::sregex_iterator(); ++at)
    bars.push_back((*at)[1]);
  return bars;
}

bool has_colour(const std::string& text) { return std::regex_search(text, std::regex("\x1b\\[[0-9;]*m")); }

}  // namespace

TEST_CASE("a person at a terminal sees how far the run is, and the bar is gone when the verdict comes") {
  const TerminalRun run = run_on_terminal(check);
  INFO(run.text);
  CHECK(run.code == 0);
  const auto bars = bars_in(run.text);
  REQUIRE(bars.size() >= 2);
  CHECK(std::regex_search(bars.front(), std::regex(R"(^\[[#.]+\] [0-9]+ of [0-9]+)")));
  CHECK(bars.back().empty());
  const auto last = run.text.rfind("\x1b[K"), verdict = run.text.find("CONFORMS");
  REQUIRE(verdict != std::string::npos);
  CHECK(last < verdict);
}

TEST_CASE("a slow run tells its rate and the time that is left") {
  const TerminalRun run = run_on_terminal({"check", "--seed", "1", "--rate", "20", "--only", "shape"});
  INFO(run.text);
  bool told = false;
  for (const std::string& bar : bars_in(run.text))
    told = told || std::regex_search(bar, std::regex(R"([0-9.]+/s, [0-9]+ s left)"));
  CHECK(told);
}

TEST_CASE("no bar is wider than the terminal") {
  for (const int columns : {20, 40, 120}) {
    const TerminalRun run = run_on_terminal(check, {.columns = columns});
    INFO(columns);
    REQUIRE(bars_in(run.text).size() >= 2);
    for (const std::string& bar : bars_in(run.text)) CHECK(bar.size() < static_cast<std::size_t>(columns));
  }
}

TEST_CASE("the verdict is coloured on a terminal unless NO_COLOR is set") {
  CHECK(has_colour(run_on_terminal(check).text));
  CHECK_FALSE(has_colour(run_on_terminal(check, {.environment = {"NO_COLOR=1"}}).text));
  CHECK_FALSE(has_colour(run_assay(check).out));
}

TEST_CASE("texts are wrapped to the terminal's width") {
  const TerminalRun run = run_on_terminal({"check", "--seed", "1", "--deviation", "same-secret-again"},
                                          {.columns = 72, .environment = {"NO_COLOR=1"}});
  std::istringstream lines(run.text.substr(run.text.find("DOES_NOT_CONFORM")));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    INFO(line);
    if (line.find("curl") == std::string::npos && line.find("assay") == std::string::npos) CHECK(line.size() <= 72);
  }
}

TEST_CASE("a continuous integration service, a dumb terminal and a pipe get no bar") {
  CHECK(bars_in(run_on_terminal(check, {.environment = {"CI=true"}}).text).empty());
  CHECK(bars_in(run_on_terminal(check, {.environment = {"TERM=dumb"}}).text).empty());
  CHECK(run_assay(check).err.empty());
}

}  // namespace assay::test

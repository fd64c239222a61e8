// Runs the assay binary on a terminal of its own.
#pragma once

#include <string>
#include <vector>

namespace assay::test {

struct TerminalRun {
  int code = -1;
  std::string text{};  // all that came to the screen, standard output and standard error, with its control characters
};

struct TerminalSetup {
  int columns = 80;
  std::vector<std::string> environment{};  // "NAME=value", on top of a bare one: PATH and TERM=xterm
};

// `assay ARGUMENTS` in a pseudo terminal; killed after `seconds`.
TerminalRun run_on_terminal(const std::vector<std::string>& arguments, const TerminalSetup& setup = {},
                            int seconds = 60);

}  // namespace assay::test

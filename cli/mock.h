// assay mock: serves until SIGINT or SIGTERM.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/documents.h"
#include "cli/exit_code.h"

namespace assay {

struct MockOptions {
  std::string host = "127.0.0.1";
  int port = 4010;  // 0: a free one
  DocumentOptions documents{};
  std::string tokens{};  // empty: the tokens inside the program
  std::optional<std::uint64_t> seed{};
  std::string deviation{};
  int threads = 1;
};

// The exit code. Throws BadDocument for a bad file, an unknown deviation or a port that is taken.
int run_mock(const MockOptions& options);

}  // namespace assay

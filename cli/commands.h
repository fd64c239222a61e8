// The subcommands: what each may be told, and the function that does it. Each returns the process's exit code and throws
// BadDocument (exit 2) or Unreachable (exit 3), which main() turns into one line on stderr.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace assay {

// shared/design: "Outcomes"; the README lists them.
enum ExitCode { conforms = 0, fails = 1, usage = 2, unreachable = 3, inconclusive = 4, leaked = 5, interrupted = 130 };

// The target can't be talked to; what() says why and what to do.
struct Unreachable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What names the contract; empty: the documents inside the program.
struct DocumentOptions {
  std::string document{};
  std::string policy{};
};

struct CheckOptions {
  std::string url{};  // empty: the mock in this process, on a free port
  DocumentOptions documents{};
  enum class Consent { none, rotate } consent = Consent::none;
  std::vector<std::string> token_ids{};
  std::vector<std::string> headers{};  // "Name: value"; ${NAME} in the value is taken from the environment
  std::optional<std::uint64_t> seed{};
  std::vector<std::string> reports{};  // format ids
  std::string report_dir{};
  std::string deviation{};
  double timeout = 5;               // seconds an exchange
  std::size_t max_rotations = 200;  // a run
  std::size_t max_requests = 1000;  // a run
  double max_time = 120;            // seconds a run
  std::optional<double> rate{};     // requests a second; default: 4 off loopback, unlimited on it
  std::string ca_file{};
  enum class Certificate { verify, accept_any } certificate = Certificate::verify;
  std::vector<std::string> command_line{};
};
int run_check(const CheckOptions& options);

struct MockOptions {
  std::string host = "127.0.0.1";
  int port = 4010;  // 0: a free one
  DocumentOptions documents{};
  std::string tokens{};  // empty: the tokens inside the program
  std::optional<std::uint64_t> seed{};
  std::string deviation{};
  int threads = 1;
};
int run_mock(const MockOptions& options);

struct ListOptions {
  std::string what{};  // checks, scenarios, deviations, formats
};
int run_list(const ListOptions& options);

// What the command line asks for; an int is an exit code: --help and --version were answered already.
using Command = std::variant<int, CheckOptions, MockOptions, ListOptions>;

// Throws BadDocument for what it does not know, with the nearest flag that it knows.
Command read_arguments(int argc, const char* const* argv);

}  // namespace assay

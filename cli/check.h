// assay check: what to send, send it, judge it, tell it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/documents.h"
#include "cli/exit_code.h"

namespace assay {

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

// The exit code. Throws BadDocument and Unreachable.
int run_check(const CheckOptions& options);

}  // namespace assay

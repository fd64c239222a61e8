// assay check: what to send, send it, judge it, tell it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "cli/check/acceptance.h"
#include "cli/check/delivery_sink.h"
#include "cli/check/progress.h"
#include "cli/documents.h"
#include "cli/exit_code.h"
#include "contracts/judge/judge.h"
#include "contracts/judge/selection.h"
#include "reports/model/report.h"

namespace assay {

// Who is talked to, with what, and how hard.
struct TargetOptions {
  std::string url{};  // empty: the mock in this process, on a free port
  enum class Consent { none, rotate } consent = Consent::none;
  std::vector<std::string> ids{};
  std::vector<std::string> unknown_ids{};   // nobody's, by the user's word: asked for without other consent
  std::vector<std::string> headers{};       // "Name: value"; ${NAME} in the value is taken from the environment
  std::vector<std::string> header_files{};  // the same, one a line
  double timeout = 5;                       // seconds an exchange
  std::size_t max_requests = 1000;          // a run
  double max_time = 120;                    // seconds a run
  std::optional<double> rate{};             // requests a second; default: 4 off loopback, unlimited on it
  std::string ca_file{};
  std::string client_cert{};  // PEM
  std::string client_key{};   // PEM; empty: in client_cert
  enum class Certificate { verify, accept_any } certificate = Certificate::verify;
  // Who is reached through the proxy of the environment: all but this machine, all, or none.
  enum class Proxied { remote, all, none } proxied = Proxied::remote;
  std::string deviation{};              // of the mock in this process
  std::optional<std::uint64_t> seed{};  // makes that mock repeatable
};

struct CheckOptions {
  TargetOptions target{};
  DocumentOptions documents{};
  enum class Mode { send, dry_run } mode = Mode::send;
  ClauseSelection selection{};
  Conditions::Strictness strictness = Conditions::Strictness::as_written;
  ExitRules exit{};
  std::vector<std::string> reports{};  // format ids
  std::string report_dir{};
  std::string vendor{};  // whose server it is, as reports name it; product and version likewise
  std::string product{};
  std::string product_version{};
  AcceptanceOptions accepted{};
  Progress::Manner progress = Progress::Manner::silent;
  std::string save_last_secret{};              // a file; empty: not saved
  std::optional<std::size_t> max_rotations{};  // a run; see rotation_budget
  std::size_t workers = 8;                     // lanes of a race
  std::optional<std::size_t> explore{};        // cases; default: a few for a mock, none elsewhere
  std::string explore_replay{};                // the token of a counterexample
  SinkFlags sink{};
  std::vector<std::string> command_line{};
};

struct Streams {
  std::ostream& out;
  std::ostream& err;
};

// What a run came to.
struct Checked {
  Report report{};                   // as judged and redacted
  std::vector<std::string> files{};  // of the report, written and searched for secrets
  int code = conforms;
};

// One run: told on the streams, its report written. Throws BadDocument and Unreachable. May run for several targets at
// once, each with streams of its own.
Checked check_target(const CheckOptions& options, const Streams& streams);

// The same for the one target of a command line, which GitHub is told of too. The exit code.
int run_check(const CheckOptions& options, const Streams& streams);

}  // namespace assay

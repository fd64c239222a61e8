// assay sink: receives deliveries and says of each which secret signed it, or why it does not verify.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "cli/exit_code.h"
#include "cli/mock/request_log.h"
#include "cli/verify_signature/secrets.h"

namespace assay {

struct SinkOptions {
  std::string host = "127.0.0.1";
  int port = 4020;  // 0: a free one
  SecretSources secrets{.flag = "--secret"};
  SecretSources old_secrets{.flag = "--old-secret"};
  std::string scheme = "standard-webhooks";
  std::string tolerance = "5m";
  std::string answer = "200";          // as SinkAnswers reads it
  LogFormat log = LogFormat::text;     // on standard output
  std::string report_file{};           // what was heard, as JSON; empty: none
  std::optional<std::size_t> count{};  // ends behind so many deliveries; default: at SIGINT or SIGTERM
};

// conforms where each delivery that came fits, fails where one does not, inconclusive where none came. Throws
// BadDocument for a bad flag or file and a port that is taken.
int run_sink(const SinkOptions& options);

}  // namespace assay

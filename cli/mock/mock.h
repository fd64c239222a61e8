// assay mock: serves until SIGINT or SIGTERM.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/documents.h"
#include "cli/exit_code.h"
#include "cli/mock/request_log.h"
#include "cli/mock/tls.h"

namespace assay {

struct MockOptions {
  std::string host = "127.0.0.1";
  int port = 4010;  // 0: a free one
  DocumentOptions documents{};
  std::string tokens{};     // of the Slate API; empty: the tokens inside the program
  std::string resources{};  // of any API; empty: as the tokens, or made up
  std::optional<std::uint64_t> seed{};
  std::string deviation{};
  std::optional<int> threads{};  // default: threads_for(store)
  std::string store{};           // as open_store reads it; empty: memory
  TlsOptions tls{};

  std::string bearer{};             // or ${NAME}; empty: as the policy says
  std::optional<int> rate_limit{};  // requests a minute; default: as the policy says
  std::string clock{};              // as parse_clock reads it; empty: the machine's, or with a seed a fixed one
  std::vector<std::string> faults{};
  std::string cors{};                        // as with_cors; empty: no page may read an answer
  std::string deliver_to{};                  // a URL; empty: nothing is delivered
  std::string deliver_on = "rotation";       // or "demand"
  std::string deliver_fault{};               // as parse_delivery_fault reads it; empty: none
  std::vector<std::string> deliver_allow{};  // as receiver_at
  enum class Admin { on, off } admin = Admin::on;
  std::optional<int> admin_port{};  // default: port + 1, or a free one where port is 0
  std::string admin_token{};        // or ${NAME}; empty: a random one, printed once
  LogFormat log = LogFormat::text;
};

// The exit code. Throws BadDocument for a bad file or flag, an unknown deviation or a port that is taken.
int run_mock(const MockOptions& options);

}  // namespace assay

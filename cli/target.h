// Who is checked, and with what: from the options to a Handler, the ids that may be rotated, and the first request.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/check.h"
#include "contracts/contract.h"
#include "contracts/history.h"
#include "contracts/live_server.h"
#include "contracts/scenario.h"
#include "mock/listener.h"

namespace assay {

struct Subject {
  std::unique_ptr<Listener> own{};  // the mock in this process; null when a URL is checked
  Target target{};
  Handler handler{};
  Pool pool{};
  std::vector<std::string> notes{};  // what the user should know before the verdict
};

// "Name: value" texts with ${NAME} taken from the environment. Throws BadDocument, without the value, for a bad one or an
// unset variable.
Headers read_headers(const std::vector<std::string>& texts);

// Starts the mock or addresses the URL. One harmless request (an id that is no integer) tells an unreachable target, TLS
// trouble and a server that speaks no HTTP apart; throws Unreachable for these. Fills pool.rotatable: the ids that may
// be rotated by consent, or because the server is our own mock.
Subject open_subject(const CheckOptions& options, const Contract& contract, std::uint64_t seed);

}  // namespace assay

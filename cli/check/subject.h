// Who is checked, and with what: from the options to a Handler, the ids that may be rotated, and the first request.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/check/check.h"
#include "contracts/contract.h"
#include "contracts/http/history.h"
#include "contracts/live/live_server.h"
#include "contracts/plan/plan.h"
#include "contracts/scenarios/scenario.h"
#include "mock/deliveries/sender.h"
#include "mock/http/listener.h"

namespace assay {

struct Subject {
  std::unique_ptr<Listener> own{};  // the mock in this process, once it listens; null when a URL is checked
  bool is_mock = false;             // ours, so that nobody's webhook can break: in this process, or on this machine
  Target target{};
  Handler handler{};
  Pool pool{};
  std::vector<std::string> environment_values{};  // what ${NAME} in the pool's headers stood for
  std::vector<std::string> notes{};               // what the user should know before the verdict
};

// The subject without a word to it: headers, address, the ids that may be rotated by consent (or because it is the mock
// in this process, which does not listen yet: `handler` is it). Throws BadDocument.
// `deliveries`: of that mock.
Subject address_subject(const TargetOptions& options, const Contract& contract, std::uint64_t seed,
                        const std::optional<DeliverySetup>& deliveries = std::nullopt);

// Starts the mock or addresses the URL. One harmless request (an id that is no integer) tells an unreachable target,
// TLS trouble and a server that speaks no HTTP apart, and throws Unreachable for these; missing credentials, a wrong
// path and a redirection become notes. A mock of ours on this machine needs no consent.
Subject open_subject(const TargetOptions& options, const Contract& contract, std::uint64_t seed,
                     const std::optional<DeliverySetup>& deliveries = std::nullopt);

// The budget of a run, of which open_subject's one request has been spent; SIGINT and SIGTERM end it from now on.
Limits limits_of(const TargetOptions& options, const Subject& subject);

}  // namespace assay

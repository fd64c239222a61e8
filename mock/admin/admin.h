// The admin API: looks at a running mock and changes it, under /__admin. Described by mock/admin/admin.openapi.yaml,
// which it serves as /__admin/openapi.json.
//
// Made for a port of its own on loopback. Every request needs the bearer token; one with an Origin, a Sec-Fetch-Site or
// a Host that is not loopback's comes from a web page and gets nothing (403, 421). Errors are RFC 9457 problems.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "contracts/http/http.h"
#include "contracts/policy/policy.h"
#include "mock/admin/journal.h"
#include "mock/admin/metrics.h"
#include "mock/deliveries/sender.h"
#include "mock/faults/fault_set.h"
#include "mock/state/clock.h"
#include "mock/state/resource_store.h"
#include "mock/state/rules.h"

namespace assay {

// What the admin API shows and changes. None is null but the sender; each is safe to use from several threads.
struct MockParts {
  std::shared_ptr<ResourceStore> store{};
  std::shared_ptr<Clock> clock{};
  std::shared_ptr<FaultSet> faults{};
  std::shared_ptr<Journal> journal{};
  std::shared_ptr<Metrics> metrics{};
  Policy policy{};
  std::string plural = "tokens";  // what the resources are called in paths
  Rules rules{};
  std::function<Resource(std::string_view json)> read_resource{};  // of another API than Slate's; throws BadDocument
  std::shared_ptr<Sender> sender{};                                // null: the mock delivers nothing
  ClockSetting first_clock{};                                      // a reset brings these two back
  std::vector<FaultRule> first_faults{};
  std::string version{};
};

// Thread-safe. `token` is the bearer token that is asked for; throws std::invalid_argument when it is empty. An answer
// of requests/wait carries Delivery::later: the listener waits for it without holding a thread.
Handler make_admin(MockParts parts, std::string token);

}  // namespace assay

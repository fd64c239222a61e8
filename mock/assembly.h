// A mock with all that surrounds it: clock, faults, preferences, journal and metrics, and the parts for its admin API.
//
//     watchers <- [ CORS -> preferences -> faults -> deviation -> mock ] <- request
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/http.h"
#include "mock/admin/admin.h"
#include "mock/admin/watch.h"
#include "mock/deliveries/sender.h"
#include "mock/state/resource_store.h"

namespace assay {

struct MockSetup {
  std::shared_ptr<ResourceStore> store{};  // not null
  std::optional<std::uint64_t> seed{};     // makes secrets and faults repeat
  std::optional<ClockSetting>
      clock{};  // default: with a seed it stands at seeded_start, else it runs with the machine's
  std::vector<FaultRule> faults{};
  std::function<Handler(Handler)> deviation{};  // wraps the correct mock; may be empty
  std::vector<Watcher> watchers{};              // beside journal and metrics
  std::string cors{};                           // as with_cors; empty: no page may read an answer
  std::optional<DeliverySetup> deliveries{};    // default: nothing is delivered
  std::string version{};
};

struct AssembledMock {
  Handler handler{};  // thread-safe
  MockParts parts{};  // for make_admin, or to be driven by functions
};

// Throws what make_mock throws.
AssembledMock assemble_mock(const Contract& contract, const MockSetup& setup);

}  // namespace assay

// The mock as the subcommands start it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/http.h"
#include "mock/assembly.h"
#include "mock/deviations/deviation.h"

namespace assay {

struct OwnMock {
  Handler handler{};
  std::vector<std::string> ids{};        // identity_key of all of them, in the store's order
  std::vector<std::string> rotatable{};  // those that the policy lets be rotated now
  std::vector<std::string> example{};    // the parameters of the first of these
  std::vector<std::string> absent{};     // ids that it does not have, where no word is nobody's (unknown_identity)
  MockParts parts{};                     // for its admin API
};

// What only some of them ask for.
struct Surroundings {
  std::string store{};  // as open_store reads it
  std::optional<ClockSetting> clock{};
  std::vector<FaultRule> faults{};
  std::vector<Watcher> watchers{};
  std::function<void()> pause{};  // as Means
  std::string cors{};             // as with_cors
  std::optional<DeliverySetup> deliveries{};
};

// The lie about the contract that --deviation names; nothing for "". Throws BadDocument for one that there is not.
std::optional<Deviation> deviation_called(const Contract& contract, const std::string& id);

// resources_file: empty for the built-in ones, or of another API than Slate's made up ones. With a seed, clock, secrets
// and faults repeat; without one they come from the system. Throws BadDocument for a bad file.
OwnMock make_own_mock(const Contract& contract, const std::string& resources_file, std::optional<std::uint64_t> seed,
                      const std::optional<Deviation>& deviation, const Surroundings& surroundings = {});

}  // namespace assay

#include "mock/assembly.h"

#include <cstdint>
#include <cstring>

#include "contracts/policy/slate.h"
#include "mock/faults/prefer.h"
#include "mock/http/cors.h"
#include "mock/kinds/resource_file.h"
#include "mock/mock.h"
#include "mock/played_api.h"
#include "mock/state/env.h"

namespace assay {
namespace {

Env env_of(const MockSetup& setup, std::shared_ptr<Clock> clock) {
  Env env = setup.seed ? seeded_env(*setup.seed) : system_env();
  env.now = [clock = std::move(clock)] { return clock->now(); };
  return env;
}

ClockSetting clock_of(const MockSetup& setup) {
  if (setup.clock) return *setup.clock;
  return setup.seed ? ClockSetting{.runs = ClockSetting::Runs::not_at_all, .at = seeded_start} : ClockSetting{};
}

std::uint64_t fault_seed(const MockSetup& setup) {
  if (setup.seed) return *setup.seed;
  std::uint64_t seed = 0;
  const std::string bytes = system_env().random_bytes({}, sizeof seed);
  std::memcpy(&seed, bytes.data(), sizeof seed);
  return seed;
}

FaultGround ground_of(const std::shared_ptr<const PlayedApi>& api) {
  return {.key = [api](const Request& request) { return key_asked(*api, request); },
          .forced = [api](int status, const Request& request) { return forced_answer(*api, status, request); }};
}

std::function<Resource(std::string_view)> reader_of(const Contract& contract, std::shared_ptr<const PlayedApi> api) {
  return [copy = std::make_shared<const Contract>(contract), api = std::move(api)](std::string_view json) {
    const ResourceMaker maker(*copy, api->identity, api->spelling);
    return maker.parse("[" + std::string(json) + "]", "body").at(0);
  };
}

MockParts parts_of(const Contract& contract, const MockSetup& setup, const std::shared_ptr<const PlayedApi>& api,
                   std::shared_ptr<Clock> clock) {
  auto faults = std::make_shared<FaultSet>(fault_seed(setup), ground_of(api));
  faults->replace(setup.faults);
  const bool is_slate = is_of_slate(contract.policy);
  auto journal = is_slate ? std::make_shared<Journal>() : std::make_shared<Journal>(1000, ground_of(api).key);
  return {.store = setup.store,
          .clock = std::move(clock),
          .faults = std::move(faults),
          .journal = std::move(journal),
          .metrics = std::make_shared<Metrics>(),
          .policy = contract.policy,
          .plural = is_slate ? "tokens" : plural_of(contract.policy.resource().noun),
          .rules = api->rules,
          .read_resource = is_slate ? nullptr : reader_of(contract, api),
          .first_clock = clock_of(setup),
          .first_faults = setup.faults,
          .version = setup.version};
}

}  // namespace

AssembledMock assemble_mock(const Contract& contract, const MockSetup& setup) {
  const auto clock = std::make_shared<Clock>(clock_of(setup));
  const std::shared_ptr<const PlayedApi> api = read_played_api(contract);
  const auto env = std::make_shared<const Env>(env_of(setup, clock));
  const auto sender = setup.deliveries ? std::make_shared<Sender>(*setup.deliveries, contract.policy,
                                                                  api->identity.names(), setup.store, env)
                                       : nullptr;
  Handler handler = make_mock(api, setup.store, env, sender);
  if (setup.deviation) handler = setup.deviation(std::move(handler));
  MockParts parts = parts_of(contract, setup, api, clock);
  parts.sender = sender;
  std::vector<Watcher> watchers = {[journal = parts.journal](const Seen& seen) { journal->add(seen); },
                                   [metrics = parts.metrics](const Seen& seen) { metrics->add(seen); }};
  watchers.insert(watchers.end(), setup.watchers.begin(), setup.watchers.end());
  handler = with_preferences(with_faults(std::move(handler), parts.faults), ground_of(api));
  if (!setup.cors.empty()) handler = with_cors(std::move(handler), setup.cors);
  handler = watched(std::move(handler), std::move(watchers));
  return {.handler = std::move(handler), .parts = std::move(parts)};
}

}  // namespace assay

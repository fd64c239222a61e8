#include "mock/assembly.h"

#include <cstdint>
#include <cstring>

#include "mock/faults/prefer.h"
#include "mock/mock.h"
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

MockParts parts_of(const Contract& contract, const MockSetup& setup, std::shared_ptr<Clock> clock) {
  const Operation& operation = contract.operation();
  auto faults = std::make_shared<FaultSet>(fault_seed(setup), make_route(operation.method, operation.path));
  faults->replace(setup.faults);
  return {.store = setup.store,
          .clock = std::move(clock),
          .faults = std::move(faults),
          .journal = std::make_shared<Journal>(),
          .metrics = std::make_shared<Metrics>(),
          .policy = contract.policy,
          .first_clock = clock_of(setup),
          .first_faults = setup.faults,
          .version = setup.version};
}

}  // namespace

AssembledMock assemble_mock(const Contract& contract, const MockSetup& setup) {
  const auto clock = std::make_shared<Clock>(clock_of(setup));
  Handler handler = make_mock(contract, setup.store, std::make_shared<const Env>(env_of(setup, clock)));
  if (setup.deviation) handler = setup.deviation(std::move(handler));
  MockParts parts = parts_of(contract, setup, clock);
  std::vector<Watcher> watchers = {[journal = parts.journal](const Seen& seen) { journal->add(seen); },
                                   [metrics = parts.metrics](const Seen& seen) { metrics->add(seen); }};
  watchers.insert(watchers.end(), setup.watchers.begin(), setup.watchers.end());
  const Operation& operation = contract.operation();
  handler = watched(
      with_preferences(with_faults(std::move(handler), parts.faults), make_route(operation.method, operation.path)),
      std::move(watchers));
  return {.handler = std::move(handler), .parts = std::move(parts)};
}

}  // namespace assay

// What the checker costs without a network: judging a history alone, and exploring a mock in the same process.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>

#include "contracts/contract.h"
#include "contracts/judge/judge.h"
#include "contracts/plan/plan.h"
#include "contracts/scenarios/scenario.h"
#include "mock/mock.h"
#include "mock/state/env.h"
#include "mock/state/token_file.h"
#include "mock/stores/memory.h"
#include "property-tests/explore.h"

namespace assay {
namespace {

const Contract& contract() {
  static const Contract loaded = load_embedded_contract();
  return loaded;
}

const Pool pool{.rotatable = {"1", "2"}};
const Conditions conditions{.may_rotate = true, .tokens = 2};

// Mostly rotations of two tokens, each with a secret of its own; an id in four is refused.
History history_of(std::size_t exchanges) {
  const Handler mock =
      make_mock(contract(), memory_store(default_tokens()), std::make_shared<const Env>(seeded_env(1)));
  Plan plan{.scenario = "bench"};
  for (const char* id : {"1", "2", "1", "abc", "1", "2", "2", "-1"})
    plan.rounds.push_back({rotation(contract(), id, pool.headers)});
  return execute(std::vector<Plan>(exchanges / plan.rounds.size(), plan), mock, {.max_requests = exchanges});
}

void judge_alone(benchmark::State& state) {
  const History history = history_of(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(judge(contract(), history, conditions));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(history.exchanges.size()));
}
// In real time: a long history is read by several threads.
BENCHMARK(judge_alone)->Arg(1'000)->Arg(10'000)->Arg(100'000)->UseRealTime()->Unit(benchmark::kMillisecond);

// Each case meets the mock in its first state.
void explore_in_process(benchmark::State& state) {
  const auto store = memory_store(default_tokens());
  const Handler mock = make_mock(contract(), store, std::make_shared<const Env>(seeded_env(1)));
  const Reset reset = [&] { return store->reset(""), mock; };
  const std::size_t unlimited = 1'000'000'000;
  Exploration options{.cases = 2'000,
                      .steps = static_cast<std::size_t>(state.range(0)),
                      .rotations = unlimited,
                      .limits = {.max_requests = unlimited},
                      .conditions = conditions};
  std::int64_t exchanges = 0;
  for (auto _ : state) {
    ++options.seed;
    const Explored explored = explore(contract(), pool, reset, options);
    if (explored.counterexample) state.SkipWithError(explored.counterexample->finding.message.c_str());
    exchanges += static_cast<std::int64_t>(explored.exchanges);
  }
  state.SetItemsProcessed(exchanges);
}
BENCHMARK(explore_in_process)->Arg(20)->Arg(100)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace assay

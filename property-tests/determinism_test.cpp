// The same seed against the same seeded mock: the same exchanges, byte for byte.
#include <algorithm>
#include <cstdint>
#include <memory>

#include "contracts/plan/plan.h"
#include "contracts/scenarios/scenario.h"
#include "mock/mock.h"
#include "mock/state/env.h"
#include "mock/state/token_file.h"
#include "mock/stores/memory.h"
#include "property-tests/explore.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

const Contract& contract() {
  static const Contract loaded = load_embedded_contract();
  return loaded;
}

const Pool pool{.rotatable = {"1", "2"}, .headers = {{"Authorization", "Bearer right"}}};

Handler seeded_mock(std::uint64_t seed) {
  return make_mock(contract(), memory_store(default_tokens()), std::make_shared<const Env>(seeded_env(seed)));
}

std::string text_of(const Exchange& exchange) {
  std::string text = exchange.scenario + '\n' + exchange.request.method + ' ' + exchange.request.target + '\n';
  for (const auto& header : exchange.request.headers) text += header.name + ": " + header.value + '\n';
  text += exchange.request.body + '\n';
  if (const Response* response = response_of(exchange)) {
    text += std::to_string(response->status) + '\n';
    for (const auto& header : response->headers) text += header.name + ": " + header.value + '\n';
    text += response->body;
  }
  return text;
}

std::vector<std::string> texts_of(const History& history) {
  std::vector<std::string> all;
  for (const auto& exchange : history.exchanges) all.push_back(text_of(exchange));
  return all;
}

// All scenarios, a race's requests one after the other: which of two requests at once comes first is nobody's to say.
std::vector<std::string> run(std::uint64_t seed) {
  auto plans = plan_scenarios(contract(), pool, {.seed = seed});
  for (auto& plan : plans) {
    std::vector<Round> rounds;
    for (auto& round : plan.rounds)
      for (auto& request : round) rounds.push_back({std::move(request)});
    plan.rounds = std::move(rounds);
  }
  return texts_of(execute(plans, seeded_mock(seed), {}));
}

}  // namespace

TEST_CASE("two runs with one seed say the same, byte for byte") {
  const auto first = run(42);
  CHECK(first.size() > 150);
  CHECK(first == run(42));
  CHECK(first != run(43));
}

TEST_CASE("two explorations with one seed say the same, byte for byte") {
  const auto explored = [](std::uint64_t seed) {
    History all;
    explore(contract(), pool, [=] { return seeded_mock(seed); },
            {.cases = 50, .seed = seed, .conditions = {.may_rotate = true, .tokens = 2}, .all = &all});
    return texts_of(all);
  };
  CHECK(explored(1).size() > 100);
  CHECK(explored(1) == explored(1));
  CHECK(explored(1) != explored(2));
}

}  // namespace assay::test

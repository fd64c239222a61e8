// explore, on servers that keep or break a law.
#include "property-tests/explore.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <set>

#include "contracts/judge/token_id.h"
#include "mock/deviations/deviation.h"
#include "mock/mock.h"
#include "mock/state/env.h"
#include "mock/state/token_file.h"
#include "mock/stores/memory.h"
#include "property-tests/generators.h"
#include "tests/law.h"

namespace assay::test {
namespace {

const Contract& contract() {
  static const Contract loaded = load_embedded_contract();
  return loaded;
}

const Pool pool{.rotatable = {"1", "2"}};

Handler fresh_mock() {
  return make_mock(contract(), memory_store(default_tokens()), std::make_shared<const Env>(seeded_env(1)));
}

Reset lying(const std::string& deviation) {
  return [=] { return find_deviation(deviation)->wrap(fresh_mock(), {.seed = 1}); };
}

Exploration small(std::uint64_t seed) {
  return {.cases = 200,
          .seed = seed,
          .rotations = 100'000,
          .limits = {.max_requests = 100'000},
          .conditions = {.may_rotate = true, .tokens = 2}};
}

std::vector<std::string> targets(const Plan& plan) {
  std::vector<std::string> all;
  for (const auto& round : plan.rounds)
    for (const auto& request : round) all.push_back(request.method + ' ' + request.target);
  return all;
}

}  // namespace

TEST_CASE("whatever is drawn, the mock keeps every law") {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const Explored explored = explore(contract(), pool, fresh_mock, small(seed));
    INFO(seed << ' ' << (explored.counterexample ? explored.counterexample->finding.message : ""));
    CHECK_FALSE(explored.counterexample);
    CHECK(explored.cases > 150);
    CHECK(explored.stopped_early.empty());
  }
}

TEST_CASE("a secret that comes again is shrunk to the two plain rotations that show it") {
  const Explored explored = explore(contract(), pool, lying("same-secret-again"), small(1));
  REQUIRE(explored.counterexample);
  CHECK(explored.counterexample->clause == "secret/fresh");
  CHECK(targets(explored.counterexample->plan) ==
        std::vector<std::string>(2, "POST /api-tokens/1/webhook/rotate-secret"));
  CHECK(explored.counterexample->reproduced == explored.counterexample->tried_again);
  CHECK(explored.counterexample->finding.exchanges == std::vector<std::size_t>{0, 1});
  CHECK(explored.shrinks > 0);
}

TEST_CASE("the same seed finds the same counterexample, and its token brings it back") {
  const Explored first = explore(contract(), pool, lying("same-secret-again"), small(7));
  const Explored second = explore(contract(), pool, lying("same-secret-again"), small(7));
  REQUIRE(first.counterexample);
  REQUIRE(second.counterexample);
  CHECK(first.counterexample->token == second.counterexample->token);
  CHECK(first.exchanges == second.exchanges);
  Exploration again = small(99);
  again.replay = first.counterexample->token;
  const Explored replayed = explore(contract(), pool, lying("same-secret-again"), again);
  REQUIRE(replayed.counterexample);
  CHECK(targets(replayed.counterexample->plan) == targets(first.counterexample->plan));
  CHECK_FALSE(explore(contract(), pool, fresh_mock, again).counterexample);
}

TEST_CASE("a token that is none is refused, not passed") {
  Exploration options = small(1);
  for (const char* token : {"nonsense", "AAAA", "!"}) {
    options.replay = token;
    CHECK_THROWS_AS(explore(contract(), pool, fresh_mock, options), BadDocument);
  }
}

TEST_CASE("explore stays within its budgets and says which one ended it") {
  std::atomic<std::size_t> asked{0};
  const Reset counting = [&] {
    return [&, mock = fresh_mock()](const Request& request) {
      ++asked;
      return mock(request);
    };
  };
  Exploration options = small(3);
  options.limits.max_requests = 50;
  Explored explored = explore(contract(), pool, counting, options);
  CHECK(asked <= 50);
  CHECK(asked == explored.exchanges);
  CHECK_FALSE(explored.stopped_early.empty());
  options = small(3);
  options.rotations = 30;
  History all;
  options.all = &all;
  explored = explore(contract(), pool, counting, options);
  Plan sent;
  for (const auto& exchange : all.exchanges) sent.rounds.push_back({exchange.request});
  CHECK(count_rotations(contract(), sent) <= 30);
  CHECK_FALSE(explored.stopped_early.empty());
}

TEST_CASE("what is kept of an exploration is in order, and the counterexample stands where it says") {
  Exploration options = small(5);
  History history = execute({{"before", {{rotation(contract(), "1", {})}}}}, fresh_mock(), {});
  options.all = &history;
  const Explored explored = explore(contract(), pool, lying("same-secret-again"), options);
  REQUIRE(explored.counterexample);
  const auto& all = history.exchanges;
  CHECK(all.size() == 1 + explored.exchanges);
  CHECK(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.sent < b.sent; }));
  const auto& counterexample = *explored.counterexample;
  for (std::size_t k = 0; k < counterexample.history.exchanges.size(); ++k)
    CHECK(all.at(counterexample.at + k).request == counterexample.history.exchanges[k].request);
}

TEST_CASE("a clause that is not selected is not looked for, and where none is MUST nothing is sent") {
  Exploration options = small(1);
  options.conditions.selection.only = {"shape"};
  const Explored shapes = explore(contract(), pool, lying("same-secret-again"), options);
  CHECK_FALSE(shapes.counterexample);
  CHECK(shapes.exchanges > 0);
  options.conditions.selection.only = {"secret/length"};
  const Explored none = explore(contract(), pool, lying("same-secret-again"), options);
  CHECK_FALSE(none.counterexample);
  CHECK(none.exchanges == 0);
}

TEST_CASE("what a server throws comes out of explore") {
  const Reset broken = [] { return [](const Request&) -> Outcome { throw std::runtime_error("out of memory"); }; };
  CHECK_THROWS_WITH(explore(contract(), pool, broken, small(1)), "out of memory");
}

TEST_CASE("drawn ids are what their generators promise") {
  const Pool larger{.rotatable = {"17", "4"}};
  rc::prop("valid ids are the pool's", [&] {
    const std::string id = *generate::valid_id(larger);
    RC_ASSERT(id == "17" || id == "4");
  });
  rc::prop("edges are integers, and no one's", [&] {
    const AskedId asked = read_token_id(*generate::edge_id(larger));
    RC_ASSERT(asked.kind == AskedId::Kind::exact);
    RC_ASSERT(asked.value.size() > 17 || asked.value.front() == '-');
  });
  rc::prop("what a hostile id can be read as is a token of the pool", [&] {
    const AskedId asked = read_token_id(*generate::hostile_id(larger));
    RC_ASSERT(asked.kind != AskedId::Kind::exact);
    if (asked.kind == AskedId::Kind::variant) RC_ASSERT(asked.value == "17" || asked.value == "4");
  });
  rc::prop("a server that picks the digits of a hostile id reaches a token of the pool or none", [&] {
    std::string digits;
    for (const char c : read_token_id(*generate::hostile_id(larger)).decoded)
      if (c >= '0' && c <= '9') digits += c;
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    RC_ASSERT(digits.empty() || digits == "17" || digits == "4" || digits.size() > 19);
  });
}

}  // namespace assay::test

// What execute makes of plans. Longer than 300 lines: all of it is about one function, with the same few handlers.
#include "contracts/plan/plan.h"

#include <algorithm>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <thread>

#include "contracts/plan/retry_after.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

using namespace std::chrono_literals;

Request to(const std::string& target) { return {.method = "POST", .target = target}; }

Handler answering(int status, const Headers& headers = {}) {
  return [=](const Request&) { return Response{.status = status, .headers = headers}; };
}

std::vector<std::string> targets(const History& history) {
  std::vector<std::string> all;
  for (const Exchange& exchange : history.exchanges) all.push_back(exchange.request.target);
  return all;
}

std::vector<int> statuses(const History& history) {
  std::vector<int> all;
  for (const Exchange& exchange : history.exchanges) all.push_back(response_of(exchange)->status);
  return all;
}

// 429 for the first `refusals` calls, then 200.
struct Busy {
  std::string retry_after{};
  int refusals = 1;
  std::atomic<int> calls{0};

  Outcome operator()(const Request&) {
    if (calls++ >= refusals) return Response{.status = 200};
    return Response{.status = 429, .headers = {{"Retry-After", retry_after}}};
  }
};

std::optional<std::chrono::seconds> wait_for(const std::string& value) {
  const auto now = std::chrono::system_clock::from_time_t(784111777);  // Sun, 06 Nov 1994 08:49:37 GMT
  return retry_after({.status = 429, .headers = {{"retry-after", value}}}, now);
}

}  // namespace

TEST_CASE("plans are sent in order, and each exchange knows its lane and scenario") {
  const std::vector<Plan> plans{
      {"first", {{to("/1")}, {to("/2"), to("/3")}}}, {"empty", {{}}}, {"second", {{to("/4")}}}};
  const History history = execute(plans, answering(200), {});
  REQUIRE(history.exchanges.size() == 4);
  CHECK(targets(history).front() == "/1");
  CHECK(targets(history).back() == "/4");
  CHECK(history.exchanges.back().scenario == "second");
  CHECK(history.stopped_early.empty());
  for (const Exchange& exchange : history.exchanges) CHECK(exchange.lane == (exchange.request.target == "/3" ? 1 : 0));
  CHECK(count_requests(plans[0]) == 3);
}

TEST_CASE("nothing planned gives an empty history that was not stopped") {
  const History history = execute({}, answering(200), {});
  CHECK(history.exchanges.empty());
  CHECK(history.stopped_early.empty());
}

TEST_CASE("the requests of a round are under way at the same time") {
  constexpr int lanes = 6;
  std::atomic<int> inside{0};
  const Handler meeting = [&](const Request&) -> Outcome {  // answers only when all are there
    ++inside;
    const auto patience = std::chrono::steady_clock::now() + 10s;
    while (inside < lanes && std::chrono::steady_clock::now() < patience) std::this_thread::yield();
    return Response{.status = inside == lanes ? 200 : 500};
  };
  const History history = execute({{"race", {Round(lanes, to("/1"))}}}, meeting, {});
  CHECK(statuses(history) == std::vector<int>(lanes, 200));
  std::set<int> seen;
  for (const Exchange& exchange : history.exchanges) seen.insert(exchange.lane);
  CHECK(seen.size() == lanes);
}

TEST_CASE("rounds never overlap and the history is ordered by sent") {
  Plan plan{"mixed", {}};
  for (int i = 0; i < 60; ++i)
    plan.rounds.push_back(Round(static_cast<std::size_t>(1 + i % 5), to("/" + std::to_string(i))));
  const History history = execute({plan}, answering(200), {});
  REQUIRE(history.exchanges.size() == count_requests(plan));
  RunTime last_done{0};
  for (std::size_t i = 1; i < history.exchanges.size(); ++i) {
    const Exchange& before = history.exchanges[i - 1];
    const Exchange& after = history.exchanges[i];
    CHECK(before.sent <= after.sent);
    CHECK(before.done >= before.sent);
    last_done = std::max(last_done, before.done);
    if (before.request.target != after.request.target) {
      CHECK(after.sent >= last_done);
    } else {  // a race, whose order is that of its lanes
      CHECK(before.sent == after.sent);
      CHECK(before.lane < after.lane);
    }
  }
}

TEST_CASE("a lone request goes out on the calling thread") {
  std::thread::id caller;
  const Handler noting = [&](const Request&) -> Outcome {
    caller = std::this_thread::get_id();
    return NoResponse{};
  };
  execute({{"alone", {{to("/1")}}}}, noting, {});
  CHECK(caller == std::this_thread::get_id());
}

TEST_CASE("a round that the budget does not allow is not sent at all, and the history says why") {
  const Plan plan{"p", {{to("/1")}, {to("/2"), to("/2")}, {to("/3")}}};
  const History history = execute({plan}, answering(200), {.max_requests = 2});
  CHECK(targets(history) == std::vector<std::string>{"/1"});
  CHECK_THAT(history.stopped_early, Catch::Contains("budget of 2 requests"));
  CHECK(execute({plan}, answering(200), {.max_requests = 0}).exchanges.empty());
}

TEST_CASE("nothing is sent when the time is used up, or would be while waiting for its turn") {
  const Plan plan{"p", {{to("/1")}, {to("/2")}}};
  const History none = execute({plan}, answering(200), {.max_time = 0ms});
  CHECK(none.exchanges.empty());
  CHECK(none.stopped_early == "the time of 0 s is used up");
  const History slow = execute({plan}, answering(200), {.max_time = 60s, .rate = 0.001});
  CHECK(targets(slow) == std::vector<std::string>{"/1"});
  CHECK(slow.stopped_early == "the time of 60 s is used up");
}

TEST_CASE("the rate bounds how fast requests go out, a round of several counting each") {
  const Plan plan{"p", {{to("/1")}, {to("/2"), to("/3")}, {to("/4")}}};
  const History history = execute({plan}, answering(200), {.rate = 500});
  REQUIRE(history.exchanges.size() == 4);
  CHECK(history.exchanges[1].sent >= 2ms);
  CHECK(history.exchanges[3].sent >= 6ms);
}

TEST_CASE("the rate bounds several executions of one history as it bounds one") {
  History all;
  const Limits limits{.rate = 500};
  for (int times = 0; times < 3; ++times)
    CHECK(execute({{"p", {{to("/1")}, Round(3, to("/2"))}}}, answering(200), limits, all).empty());
  REQUIRE(all.exchanges.size() == 12);
  for (std::size_t i = 0; i < all.exchanges.size(); i += 4) CHECK(all.exchanges[i].sent >= 2ms * i);
}

TEST_CASE("a server of huge answers is asked no more than memory holds") {
  const Handler huge = [](const Request&) { return Response{.status = 200, .body = std::string(1 << 20, 'x')}; };
  const Handler many_headers = [](const Request&) {
    return Response{.status = 200, .headers = Headers(9000, {"X", "y"})};
  };
  const Plan plan{"p", std::vector<Round>(500, {to("/1")})};
  for (const Handler& handler : {huge, many_headers}) {
    History history = execute({plan}, handler, {});
    CHECK(history.exchanges.size() > 30);
    CHECK(history.exchanges.size() < 70);
    CHECK(history.stopped_early.find("more than a run keeps") != std::string::npos);
    CHECK_FALSE(execute({plan}, answering(200), {}, history).empty());  // and the next execution knows it
  }
  const Handler honest = [](const Request&) { return Response{.status = 200, .body = std::string(4000, 'x')}; };
  CHECK(execute({plan, plan}, honest, {}).stopped_early.empty());
}

TEST_CASE("after an interruption nothing more is sent") {
  std::atomic<bool> interrupted{false};
  const Handler stopping = [&](const Request&) -> Outcome {
    interrupted = true;
    return Response{.status = 200};
  };
  const Plan plan{"p", {{to("/1")}, {to("/2")}}};
  const History history = execute({plan}, stopping, {.interrupted = &interrupted});
  CHECK(targets(history) == std::vector<std::string>{"/1"});
  CHECK(history.stopped_early == "interrupted");
}

TEST_CASE("heard is told of each round, on the calling thread") {
  std::vector<std::size_t> rounds;
  const auto caller = std::this_thread::get_id();
  History history;
  execute({{"p", {Round(4, to("/1")), {to("/2")}, Round(3, to("/3"))}}}, answering(200), {}, history,
          [&](const History& so_far, std::size_t first) {
            REQUIRE(std::this_thread::get_id() == caller);
            CHECK(first == std::accumulate(rounds.begin(), rounds.end(), std::size_t{0}));
            rounds.push_back(so_far.exchanges.size() - first);
          });
  CHECK(rounds == std::vector<std::size_t>{4, 1, 3});
}

TEST_CASE("what a later execution says comes behind what was said, on the same clock") {
  History all = execute({{"first", {Round(4, to("/1"))}}}, answering(200), {});
  const auto started = all.started;
  all.exchanges.back().done += 1h;  // an answer that is still waited for on the wall's clock
  CHECK(execute({{"second", {{to("/2")}, {to("/3")}}}}, answering(200), {.max_requests = 1}, all) !=
        "");  // the third is not sent
  REQUIRE(all.exchanges.size() == 5);
  CHECK(all.started == started);
  CHECK(all.stopped_early.empty());
  CHECK(all.exchanges[4].scenario == "second");
  CHECK(all.exchanges[4].sent >= all.exchanges[3].done);
}

TEST_CASE("an execution that follows after a while stands that much later in the history") {
  History all = execute({{"first", {{to("/1")}}}}, answering(200), {});
  all.started -= 10s;
  CHECK(execute({{"second", {{to("/2")}}}}, answering(200), {}, all).empty());
  CHECK(all.exchanges[1].sent >= 10s);
  CHECK(all.exchanges[1].sent < 1min);
}

TEST_CASE("no answer at all is an exchange like any other") {
  const Handler dead = [](const Request&) { return NoResponse{.why = NoResponse::Why::timed_out}; };
  const History history = execute({{"p", {{to("/1")}, {to("/2")}}}}, dead, {});
  CHECK(history.exchanges.size() == 2);
  CHECK(response_of(history.exchanges[0]) == nullptr);
}

TEST_CASE("what a handler throws comes out of execute, from any lane") {
  const Handler broken = [](const Request& request) -> Outcome {
    if (request.target == "/bad") throw std::runtime_error("broken handler");
    return Response{.status = 200};
  };
  CHECK_THROWS_WITH(execute({{"p", {{to("/1"), to("/2"), to("/bad")}}}}, broken, {}), "broken handler");
  CHECK_THROWS_WITH(execute({{"p", {{to("/bad")}}}}, broken, {}), "broken handler");
}

TEST_CASE("a 429 with Retry-After is asked once more and stays in the history") {
  Busy busy{.retry_after = "0", .refusals = 1};
  CHECK(statuses(execute({{"p", {{to("/1")}}}}, std::ref(busy), {})) == std::vector<int>{429, 200});
  Busy busier{.retry_after = "Sun, 06 Nov 1994 08:49:37 GMT", .refusals = 5};
  CHECK(statuses(execute({{"p", {{to("/1")}}}}, std::ref(busier), {})) == std::vector<int>{429, 429});
}

TEST_CASE(
    "after 429s that do not say when to come back the next request waits, longer each time, until one is answered") {
  const auto seconds = [](const std::vector<int>& statuses_in_turn) {
    std::size_t asked = 0;
    Plan plan{.scenario = "p"};
    for (std::size_t k = 0; k <= statuses_in_turn.size(); ++k) plan.rounds.push_back({to("/1")});
    const auto handler = [&](const Request&) -> Outcome {
      return Response{.status = asked < statuses_in_turn.size() ? statuses_in_turn[asked++] : 200};
    };
    return std::chrono::duration<double>(execute({plan}, handler, {}).exchanges.back().sent).count();
  };
  CHECK(seconds(std::vector<int>(8, 500)) < 10);
  CHECK(seconds({429}) >= 0.1);
  CHECK(seconds({429, 429, 429}) >= 0.7);
  const double alone = seconds({429, 200, 429, 200, 429, 200, 429});
  CHECK(alone >= 0.4);
  CHECK(alone < 1.4);
}

TEST_CASE("a 429 that says when to come back makes nobody wait longer than that") {
  Busy busy{.retry_after = "0", .refusals = 8};
  Plan plan{.scenario = "p"};
  for (int k = 0; k < 5; ++k) plan.rounds.push_back({to("/1")});
  CHECK(execute({plan}, std::ref(busy), {}).exchanges.back().sent < std::chrono::milliseconds(100));
}

TEST_CASE("what watches the history ends the run between two rounds") {
  Limits limits;
  limits.stop = [](const History& so_far) { return so_far.exchanges.size() < 2 ? "" : "enough"; };
  const History history = execute({{"p", {{to("/1")}, {to("/2")}, {to("/3")}}}}, answering(200), limits);
  CHECK(targets(history) == std::vector<std::string>{"/1", "/2"});
  CHECK(history.stopped_early == "enough");
}

TEST_CASE("a 429 whose Retry-After is missing, unusable or too far away is not asked again") {
  CHECK(statuses(execute({{"p", {{to("/1")}}}}, answering(429), {})) == std::vector<int>{429});
  for (const char* value : {"soon", "", "-1", "1.5", "120", "99999999999999999999", "Fri, 31 Dec 2199 23:59:59 GMT"}) {
    Busy busy{.retry_after = value};
    CHECK(statuses(execute({{"p", {{to("/1")}}}}, std::ref(busy), {.max_time = 60s})) == std::vector<int>{429});
  }
}

TEST_CASE("asking again counts against the budget") {
  Busy busy{.retry_after = "0"};
  CHECK(statuses(execute({{"p", {{to("/1")}}}}, std::ref(busy), {.max_requests = 1})) == std::vector<int>{429});
}

TEST_CASE("Retry-After is read as seconds or as any of the three forms of an HTTP date") {
  CHECK(wait_for("120") == 120s);
  CHECK(wait_for("0") == 0s);
  CHECK(wait_for("Sun, 06 Nov 1994 08:50:37 GMT") == 60s);
  CHECK(wait_for("Sunday, 06-Nov-94 08:50:37 GMT") == 60s);
  CHECK(wait_for("Sun Nov  6 08:50:37 1994") == 60s);
  CHECK(wait_for("Sun, 06 Nov 1994 08:00:00 GMT") == 0s);
  CHECK(wait_for("99999999999999999999") > 100h);
  for (const char* bad : {"", "-1", "1.5", "1 s", "soon", "2026-01-01T00:00:00Z", "Sun, 06 Nov 1994 08:50:37 GMT+1"}) {
    CHECK_FALSE(wait_for(bad));
  }
  CHECK_FALSE(retry_after({.status = 429}, {}));
}

TEST_CASE("ten thousand exchanges of a fast handler take well under a second") {
  Plan plan{"many", {}};
  for (int i = 0; i < 10000; ++i) plan.rounds.push_back({to("/1")});
  const auto begun = std::chrono::steady_clock::now();
  const History history = execute({plan}, answering(200), {.max_requests = 10000});
  CHECK(history.exchanges.size() == 10000);
  CHECK(std::chrono::steady_clock::now() - begun < 5s);  // sanitizers and a busy machine included
}

}  // namespace assay::test

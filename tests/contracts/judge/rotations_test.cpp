#include "contracts/judge/rotations.h"

#include <chrono>

#include "tests/catch.h"

namespace assay::test {
namespace {

using namespace std::chrono_literals;
using Is = SeenRotation::Is;

const Contract& contract() {
  static const Contract loaded = load_embedded_contract();
  return loaded;
}

Exchange asked(const std::string& id, RunTime sent, RunTime done, Outcome outcome) {
  return {.request = {.method = "POST", .target = "/api-tokens/" + id + "/webhook/rotate-secret"},
          .outcome = std::move(outcome),
          .sent = sent,
          .done = done};
}

Response shows(const std::string& secret) {
  return {.status = 200, .body = R"({"id":1,"webhook_secret":")" + secret + R"("})"};
}

LastRotation last_of(const std::vector<Exchange>& exchanges, const std::string& token = "1") {
  const History history{.exchanges = exchanges};
  return last_of_each_token(contract(), rotations_in(contract(), history), history).at(token);
}

std::vector<Is> kinds_of(const std::vector<Outcome>& outcomes) {
  History history;
  for (const Outcome& outcome : outcomes) history.exchanges.push_back(asked("1", 0ms, 1ms, outcome));
  std::vector<Is> kinds;
  for (const SeenRotation& rotation : rotations_in(contract(), history)) kinds.push_back(rotation.is);
  return kinds;
}

}  // namespace

TEST_CASE("two answers of a race that arrive in the other order: the later answer is the last, and not certainly so") {
  const LastRotation last =
      last_of({asked("1", 0ms, 10ms, shows("answered last")), asked("1", 1ms, 5ms, shows("sent last"))});
  CHECK(last.secret == "answered last");
  CHECK(last.exchange == 0);
  CHECK_FALSE(last.is_certain);
}

TEST_CASE("one after the other, the last is certain: an answer that was lost since makes it uncertain") {
  const std::vector<Exchange> two = {asked("1", 0ms, 1ms, shows("first")), asked("1", 2ms, 3ms, shows("second"))};
  CHECK(last_of(two).secret == "second");
  CHECK(last_of(two).is_certain);
  for (const Outcome& later : {Outcome(NoResponse{NoResponse::Why::cut_off, ""}), Outcome(Response{.status = 503})}) {
    auto three = two;
    three.push_back(asked("1", 4ms, 5ms, later));
    CHECK(last_of(three).secret == "second");
    CHECK_FALSE(last_of(three).is_certain);
    three.back().request.target = "/api-tokens/2/webhook/rotate-secret";  // another token's
    CHECK(last_of(three).is_certain);
  }
  auto refused = two;
  refused.push_back(asked("1", 4ms, 5ms, Response{.status = 429}));
  CHECK(last_of(refused).is_certain);
}

TEST_CASE(
    "a later success that shows no secret leaves the one before it, uncertain: where none shows one, the last counts") {
  const Response hidden{.status = 204};
  CHECK(last_of({asked("1", 0ms, 1ms, shows("seen")), asked("1", 2ms, 3ms, hidden)}).secret == "seen");
  CHECK_FALSE(last_of({asked("1", 0ms, 1ms, shows("seen")), asked("1", 2ms, 3ms, hidden)}).is_certain);
  const LastRotation last = last_of({asked("1", 0ms, 1ms, hidden), asked("1", 2ms, 3ms, hidden)});
  CHECK_FALSE(last.secret);
  CHECK(last.exchange == 1);
  CHECK(last.is_certain);
}

TEST_CASE("which answers rotated surely, perhaps, and on a careless server alone") {
  using enum NoResponse::Why;
  CHECK(kinds_of({shows("a"), Response{.status = 204}, Response{.status = 500}, Response{.status = 422},
                  Response{.status = 301}}) ==
        std::vector{Is::surely, Is::surely, Is::perhaps, Is::if_careless, Is::if_careless});
  CHECK(kinds_of({NoResponse{timed_out, ""}, NoResponse{cut_off, ""}, NoResponse{let_go, ""},
                  NoResponse{unreadable, ""}}) == std::vector<Is>(4, Is::perhaps));
  CHECK(kinds_of({NoResponse{refused, ""}, NoResponse{tls, ""}, NoResponse{not_sent, ""}}).empty());
}

TEST_CASE("the exchanges heard before are not read again") {
  const History history{.exchanges = {asked("1", 0ms, 1ms, shows("a")), asked("2", 2ms, 3ms, shows("b"))}};
  const auto later = rotations_in(contract(), history, 1);
  REQUIRE(later.size() == 1);
  CHECK(later[0].token == "2");
  CHECK(later[0].exchange == 1);
}

}  // namespace assay::test

// What no clause of races and of the server as such may hold against it: each passes only by the words that spare it.
#include "tests/catch.h"
#include "tests/contracts/checks/told_history.h"

namespace assay::test {
namespace {

// Sent at the same time, so that each overlaps all others.
std::vector<Exchange> at_once(std::vector<Exchange> exchanges) {
  double sent = 0;
  for (Exchange& exchange : exchanges) exchange = during(exchange, sent += 0.1, 50);
  return exchanges;
}

std::vector<Exchange> operator+(std::vector<Exchange> exchanges, const Exchange& exchange) {
  exchanges.push_back(exchange);
  return exchanges;
}

NoResponse silence(NoResponse::Why why) { return {.why = why}; }

const Outcome late = silence(NoResponse::Why::timed_out);

// Three rotations that overlap another: enough for a verdict.
const std::vector<Exchange> a_race = {asked("1", rotated("1", 1)), asked("1", rotated("1", 2)),
                                      asked("1", rotated("1", 3)), asked("1", rotated("1", 4))};

}  // namespace

TEST_CASE("a server that takes one rotation at a time and says so with 409, 423 or 429 has no races to judge") {
  for (const int status : {409, 423, 429}) {
    INFO(status);
    const Response busy = answer(status);
    const auto of_one = at_once({asked("1", rotated("1", 1)), asked("1", busy), asked("1", busy), asked("1", busy)});
    const auto of_two = at_once({asked("1", rotated("1", 1)), asked("2", busy), asked("2", busy), asked("2", busy)});
    CHECK(verdict_on("race/distinct", of_one).kind == VerdictKind::na);
    CHECK(verdict_on("race/distinct-across-tokens", of_two).kind == VerdictKind::na);
    CHECK(verdict_on("race/own-record", of_two).kind == VerdictKind::na);
    CHECK(verdict_on("race/no-failure", of_one).kind == VerdictKind::pass);
  }
}

TEST_CASE("a few refusals take nothing from a race, and other refusals are no reason") {
  const Response busy = answer(409);
  CHECK(verdict_on("race/distinct", at_once(a_race + asked("1", busy) + asked("1", busy) + asked("1", busy))).kind ==
        VerdictKind::pass);
  CHECK(verdict_on("race/distinct", at_once({asked("1", rotated("1", 1)), asked("1", busy), asked("1", busy)})).kind ==
        VerdictKind::untested);
  const Response gone = answer(404);
  CHECK(verdict_on("race/distinct",
                   at_once({asked("1", rotated("1", 1)), asked("1", gone), asked("1", gone), asked("1", gone)}))
            .kind == VerdictKind::untested);
  const Response same = rotated("1", 1);
  CHECK(verdict_on("race/distinct",
                   at_once({asked("1", same), asked("1", same), asked("1", busy), asked("1", busy), asked("1", busy)}))
            .kind == VerdictKind::fail);
}

TEST_CASE("rotations one after the other are no race, not even where one begins as another ends") {
  const Response same = rotated("1", 1);
  for (const auto& [sent, done] : {std::pair{10, 20}, {11, 20}}) {
    const auto twice = std::vector<Exchange>{during(asked("1", same), 0, 10), during(asked("1", same), sent, done)};
    CHECK(verdict_on("race/distinct", twice).evidence.observations == 0);
  }
}

TEST_CASE("rotations at the same time without a secret are neither called equal nor compared") {
  const Response none = rotated("1", 1, {{"webhook_secret", "left out"}});
  for (const char* clause : {"race/distinct", "race/distinct-across-tokens"}) {
    CHECK(blame(clause, at_once({asked("1", none), asked("1", none), asked("2", none)})) == "");
    for (const auto& race : {at_once({asked("1", none), asked("1", rotated("1", 2)), asked("2", none)}),
                             at_once({asked("1", rotated("1", 2)), asked("1", none), asked("2", none)})})
      CHECK(verdict_on(clause, race).evidence.observations == 0);
  }
}

TEST_CASE("the races of one token and those of several are told apart") {
  const auto of_one = at_once({asked("1", rotated("1", 1)), asked("1", rotated("1", 1))});
  const auto of_two = at_once({asked("1", rotated("1", 1)), asked("2", rotated("2", 1))});
  CHECK(blame("race/distinct", of_two) == "");
  CHECK(blame("race/distinct-across-tokens", of_one) == "");
  CHECK(verdict_on("race/distinct", of_one).kind == VerdictKind::fail);
  CHECK(verdict_on("race/distinct-across-tokens", of_two).kind == VerdictKind::fail);
}

TEST_CASE("a record without an id, or another's where one token alone is rotated, is not race/own-record's") {
  const Response nameless = rotated("2", 2, {{"id", "left out"}});
  CHECK(blame("race/own-record", at_once({asked("1", rotated("1", 1)), asked("2", nameless)})) == "");
  CHECK(blame("race/own-record", at_once({asked("1", rotated("1", 1)), asked("1", rotated("2", 2))})) == "");
}

TEST_CASE("a race is not to blame for what was not sent, let go, refused, or asked of no token") {
  for (const auto why : {NoResponse::Why::not_sent, NoResponse::Why::let_go})
    CHECK(verdict_on("race/no-failure", at_once(a_race + asked("1", silence(why)))).kind == VerdictKind::pass);
  for (const int status : {404, 429, 499})
    CHECK(verdict_on("race/no-failure", at_once(a_race + asked("1", answer(status)))).kind == VerdictKind::pass);
  CHECK(verdict_on("race/no-failure", at_once(a_race + asked("abc", answer(500)))).kind == VerdictKind::pass);
  CHECK(verdict_on("race/no-failure", at_once(a_race) + during(asked("1", answer(500)), 50, 60)).kind ==
        VerdictKind::pass);
  CHECK(verdict_on("race/no-failure", at_once(a_race + asked("1", answer(500)))).kind == VerdictKind::fail);
}

TEST_CASE("one or two late answers in a race are the network's, three are the server's") {
  const auto two = a_race + asked("1", late) + asked("1", late);
  CHECK(verdict_on("race/no-failure", at_once(a_race + asked("1", late))).kind == VerdictKind::inconclusive);
  CHECK(verdict_on("race/no-failure", at_once(two)).kind == VerdictKind::inconclusive);
  CHECK(verdict_on("race/no-failure", at_once(two + asked("1", late))).kind == VerdictKind::fail);
}

TEST_CASE("three late answers in races are the server's own pace where one that raced with nobody was late as well") {
  const auto three = at_once(a_race + asked("1", late) + asked("1", late) + asked("1", late));
  CHECK(verdict_on("race/no-failure", three + during(asked("1", late), 100, 200)).kind == VerdictKind::inconclusive);
  CHECK(verdict_on("race/no-failure", three + during(asked("1", rotated("1", 9)), 100, 200)).kind == VerdictKind::fail);
  CHECK(verdict_on("race/no-failure", three + during(asked("abc", late), 100, 200)).kind == VerdictKind::fail);
  const Outcome cut = silence(NoResponse::Why::cut_off);
  CHECK(verdict_on("race/no-failure", three + during(asked("1", cut), 100, 200)).kind == VerdictKind::fail);
}

TEST_CASE("late answers excuse no other failure of a race") {
  CHECK(verdict_on("race/no-failure", at_once(a_race + asked("1", late) + asked("1", answer(500)))).kind ==
        VerdictKind::fail);
}

TEST_CASE("what failed in a race is told once, however many it raced with") {
  CHECK(verdict_on("race/no-failure", at_once({asked("1", answer(500)), asked("1", rotated("1", 1)),
                                               asked("1", rotated("1", 2)), asked("1", rotated("1", 3))}))
            .evidence.findings.size() == 1);
}

TEST_CASE("501 is the answer to a method that a server does not know, and to no other") {
  Exchange unknown = asked("1", answer(501));
  CHECK(verdict_on("server/no-5xx", {unknown}).kind == VerdictKind::fail);
  unknown.request.method = "TRACE";
  CHECK(verdict_on("server/no-5xx", {unknown}).kind == VerdictKind::pass);
  unknown.outcome = answer(500);
  CHECK(verdict_on("server/no-5xx", {unknown}).kind == VerdictKind::fail);
}

TEST_CASE("a request that was not sent or let go says nothing of the server") {
  for (const auto why : {NoResponse::Why::not_sent, NoResponse::Why::let_go})
    CHECK(verdict_on("server/always-answers", {asked("1", rotated("1", 1)), asked("1", silence(why))}).kind ==
          VerdictKind::pass);
}

TEST_CASE("a late answer is the network's only where the same request was answered in time") {
  const auto verdict = [](const Exchange& other) {
    return verdict_on("server/always-answers", {asked("1", late), other}).kind;
  };
  const Exchange in_time = asked("1", rotated("1", 1));
  CHECK(verdict(in_time) == VerdictKind::inconclusive);
  CHECK(verdict(asked("2", rotated("2", 1))) == VerdictKind::fail);
  Exchange by_get = in_time;
  by_get.request.method = "GET";
  CHECK(verdict(by_get) == VerdictKind::fail);
  CHECK(verdict(asked("1", late)) == VerdictKind::fail);
  CHECK(verdict_on("server/always-answers", {asked("1", silence(NoResponse::Why::cut_off)), in_time}).kind ==
        VerdictKind::fail);
}

TEST_CASE("a body may be ignored or refused, and without one nothing is said of bodies") {
  Exchange with_body = asked("1", answer(500));
  CHECK(verdict_on("server/body-ignored", {with_body}).kind == VerdictKind::untested);
  with_body.request.body = "{}";
  CHECK(verdict_on("server/body-ignored", {with_body}).kind == VerdictKind::warn);
  for (const int status : {200, 204, 400, 415, 422}) {
    with_body.outcome = answer(status);
    CHECK(verdict_on("server/body-ignored", {with_body}).kind == VerdictKind::pass);
  }
}

TEST_CASE("a body that chooses the secret is not ignored, and a short secret that stands in one by accident is none") {
  Exchange with_body = asked("1", rotated("1", 1));
  with_body.request.body = R"({"webhook_secret":")" + secret_number(1) + R"("})";
  CHECK(verdict_on("server/body-ignored", {with_body}).kind == VerdictKind::warn);
  with_body.request.body = R"({"webhook_secret":"another, that was not taken"})";
  CHECK(verdict_on("server/body-ignored", {with_body}).kind == VerdictKind::pass);
  std::get<Response>(with_body.outcome).body = R"({"id":1,"webhook_secret":"secret"})";
  CHECK(verdict_on("server/body-ignored", {with_body}).kind == VerdictKind::pass);
}

}  // namespace assay::test

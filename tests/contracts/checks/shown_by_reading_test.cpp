// Where a rotation shows nothing and a GET the new secret: which readings count, and what is said of them.
#include <algorithm>

#include "contracts/judge/judge.h"
#include "contracts/scenarios/scenario.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

using namespace std::chrono_literals;

const Contract& svix() {
  static const Contract contract =
      load_contract("fixtures/vendors/svix-like/openapi.yaml", load_policy("fixtures/vendors/svix-like/policy.yaml"));
  return contract;
}

const std::string id = "app_1,ep_1";

Exchange rotates(std::chrono::milliseconds sent, std::chrono::milliseconds done,
                 Outcome outcome = Response{.status = 204}) {
  return {.request = rotation(svix(), id, {}), .outcome = std::move(outcome), .sent = sent, .done = done};
}

Exchange reads(std::chrono::milliseconds sent, const std::string& secret) {
  return {.request = reading(svix(), id, {}),
          .outcome = Response{.status = 200,
                              .headers = {{"Content-Type", "application/json"}},
                              .body = R"({"key":")" + secret + R"("})"},
          .sent = sent,
          .done = sent + 1ms};
}

Verdict verdict_on(const std::string& clause, std::vector<Exchange> exchanges) {
  const History history{.exchanges = std::move(exchanges)};
  const auto verdicts = judge(svix(), history, {.may_rotate = true, .tokens = 2});
  return *std::find_if(verdicts.begin(), verdicts.end(), [&](const Verdict& v) { return v.check->id == clause; });
}

std::vector<bool> issue(std::vector<Exchange> exchanges) {
  const History history{.exchanges = std::move(exchanges)};
  std::vector<bool> issued;
  for (const Reading& each : read_history(svix(), history)) issued.push_back(each.issues);
  return issued;
}

const std::string first = "whsec_AAAAAAAAAAAAAAAAAAAAAAAA", second = "whsec_BBBBBBBBBBBBBBBBBBBBBBBB";

}  // namespace

TEST_CASE("the first reading after a rotation shows what it made, and no other does") {
  CHECK(issue({reads(0ms, first), rotates(2ms, 3ms), reads(4ms, second), reads(6ms, second)}) ==
        std::vector<bool>{false, false, true, false});
}

TEST_CASE("a reading beside a rotation shows nobody's secret for certain") {
  CHECK(issue({rotates(0ms, 1ms), reads(2ms, first), rotates(2ms, 9ms)}) == std::vector<bool>{false, false, false});
  CHECK(issue({rotates(0ms, 5ms), reads(2ms, first)}) == std::vector<bool>{false, false});
}

TEST_CASE("after a rotation whose answer was lost no reading is certain: it may be carried out at any time") {
  const NoResponse lost{.why = NoResponse::Why::timed_out};
  CHECK(issue({rotates(0ms, 1ms, lost), rotates(2ms, 3ms), reads(4ms, first)}) ==
        std::vector<bool>{false, false, false});
  CHECK(verdict_on("secret/read-back", {rotates(0ms, 1ms, lost), reads(4ms, first), reads(6ms, second)})
            .evidence.observations == 0);
}

TEST_CASE("a 202 has not rotated yet: what is read after it is no new secret for certain") {
  CHECK(issue({rotates(0ms, 1ms, Response{.status = 202}), reads(4ms, first)}) == std::vector<bool>{false, false});
  CHECK(verdict_on("secret/read-back",
                   {rotates(0ms, 1ms, Response{.status = 202}), reads(4ms, first), reads(6ms, second)})
            .evidence.observations == 0);
}

TEST_CASE("a refused rotation that replaces the secret all the same is seen by the readings around it") {
  const auto refused = [](int status, const std::string& after) {
    return verdict_on("secret/read-back",
                      {reads(0ms, first), rotates(2ms, 3ms, Response{.status = status}), reads(4ms, after)});
  };
  CHECK(refused(409, second).kind == VerdictKind::fail);
  CHECK(refused(422, second).kind == VerdictKind::fail);
  CHECK(refused(409, first).kind == VerdictKind::pass);
  CHECK(refused(408, second).evidence.observations == 0);  // it may have been carried out
  CHECK(refused(504, second).evidence.observations == 0);
}

TEST_CASE("a reading that shows the secret of before the rotation breaks secret/fresh") {
  CHECK(verdict_on("secret/fresh", {reads(0ms, first), rotates(2ms, 3ms), reads(4ms, first)}).kind ==
        VerdictKind::fail);
  CHECK(verdict_on("secret/fresh", {reads(0ms, first), rotates(2ms, 3ms), reads(4ms, second)}).kind ==
        VerdictKind::pass);
}

TEST_CASE("two readings without a rotation between them show one secret") {
  CHECK(verdict_on("secret/read-back", {rotates(0ms, 1ms), reads(2ms, first), reads(4ms, first)}).kind ==
        VerdictKind::pass);
  CHECK(verdict_on("secret/read-back", {rotates(0ms, 1ms), reads(2ms, first), reads(4ms, second)}).kind ==
        VerdictKind::fail);
  CHECK(verdict_on("secret/read-back", {reads(0ms, first), rotates(2ms, 3ms), reads(4ms, second)}).kind ==
        VerdictKind::untested);
  CHECK(verdict_on("secret/read-back", {rotates(0ms, 9ms), reads(2ms, first), reads(10ms, second)}).kind ==
        VerdictKind::untested);  // the first was read beside the rotation
}

}  // namespace assay::test

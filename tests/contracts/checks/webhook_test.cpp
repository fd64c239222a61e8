// Which secret is live: what deliveries say of it, against what rotations said.
#include "contracts/digest.h"
#include "tests/catch.h"
#include "tests/contracts/checks/delivery_story.h"

namespace assay::test {
namespace {

constexpr auto pass = VerdictKind::pass, fail = VerdictKind::fail, warn = VerdictKind::warn,
               untested = VerdictKind::untested;

}  // namespace

TEST_CASE("a delivery that was asked for is signed with the secret of the last rotation, and no other") {
  Story good;
  good.rotate("1", 1).deliver("1", {secret(1)}).rotate("1", 2).deliver("1", {secret(2)});
  for (const char* clause :
       {"known-secret", "new-secret-signs", "old-secret-dies", "form", "fresh-timestamp", "secret-not-sent"})
    CHECK(good.kind(clause) == pass);
  const Story old = Story().rotate("1", 1).rotate("1", 2).deliver("1", {secret(1)});
  CHECK(old.kind("new-secret-signs") == fail);
  CHECK(old.kind("known-secret") == pass);
  const auto findings = old.verdict("webhook/new-secret-signs").evidence.findings;
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].expected == "the secret of exchange 1 signs");
  CHECK(findings[0].actual == "the secret of exchange 0 signed");
  CHECK(findings[0].exchanges == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("a delivery that no secret of the run explains is told with the mistake that does") {
  const std::string text = secret(1).substr(6);
  const Story wrong = Story().rotate("1", 1).deliver("1", {"another"});
  CHECK(wrong.kind("known-secret") == fail);
  CHECK(wrong.kind("new-secret-signs") == untested);
  const Story body_alone = Story().rotate("1", 1).deliver(
      "1", {},
      {.signature =
           "t=" + std::to_string(began) + ",v1=" + to_hex(hmac(Hash::sha256, secret(1), R"({"type":"test"})"))});
  const auto findings = body_alone.verdict("webhook/known-secret").evidence.findings;
  REQUIRE(findings.size() == 1);
  CHECK_THAT(findings[0].message, Catch::Contains("it would be the mistake body-only"));
}

TEST_CASE("a secret from before the run accuses nobody until a rotation has replaced it") {
  CHECK(Story().deliver("1", {"from before"}).kind("known-secret") == untested);
  const Story known = Story().knows("from before").rotate("1", 1).deliver("1", {"from before"});
  CHECK(known.kind("known-secret") == pass);
  CHECK(known.kind("new-secret-signs") == fail);
}

TEST_CASE(
    "a vendor that signs with both secrets conforms within the grace that the policy tells, and is broken behind") {
  const auto both = [](const std::vector<std::string>& settings, std::chrono::seconds later) {
    return Story(settings).rotate("1", 1).rotate("1", 2).pass(later).deliver("1", {secret(2), secret(1)});
  };
  CHECK(both({"webhook_grace=24h"}, 23h).kind("old-secret-dies") == VerdictKind::na);
  CHECK(both({"webhook_grace=24h"}, 23h).kind("new-secret-signs") == pass);
  CHECK(both({"webhook_grace=24h"}, 25h).kind("old-secret-dies") == fail);
  CHECK(both({}, 1s).kind("old-secret-dies") == warn);  // of a grace nobody spoke
  CHECK(both({}, 1s).kind("new-secret-signs") == pass);
}

TEST_CASE("of rotations that overlap either secret may be live, and none of before") {
  Story race;
  race.rotate("1", 1).together("1", 2, 3);
  CHECK(Story(race).deliver("1", {secret(2)}).kind("new-secret-signs") == pass);
  CHECK(Story(race).deliver("1", {secret(3)}).kind("new-secret-signs") == pass);
  CHECK(Story(race).deliver("1", {secret(1)}).kind("new-secret-signs") == fail);
}

TEST_CASE("a rotation that was lost may have taken place, so that no signature is unknown for sure") {
  CHECK(Story().rotate("1", 1).lose("1").deliver("1", {"the lost one"}).kind("known-secret") == untested);
  CHECK(Story().rotate("1", 1).lose("1").deliver("1", {secret(1)}).kind("new-secret-signs") == untested);
  CHECK(Story().rotate("1", 1).lose("2").deliver("1", {"another"}).kind("known-secret") == fail);
}

TEST_CASE("a rotation that was answered without its secret is over once another has begun behind it") {
  const auto then = [](Story story) { return story.rotate("1", 2).deliver("1", {"another"}).kind("known-secret"); };
  CHECK(then(Story().rotate("1", 1).fail("1", 200)) == fail);
  for (const int status : {202, 500, 504}) CHECK(then(Story().rotate("1", 1).fail("1", status)) == untested);
  CHECK(then(Story().rotate("1", 1).lose("1")) == untested);  // it may be carried out at any time
  CHECK(Story().rotate("1", 1).fail("1", 500).deliver("1", {"another"}).kind("known-secret") == untested);
}

TEST_CASE("a rotation that deliveries may see late accuses nobody before the policy's lag is over") {
  const auto late = [](std::chrono::seconds later) {
    return Story({"webhook_lag=5s"}).rotate("1", 1).pass(10s).rotate("1", 2).pass(later).deliver("1", {secret(1)});
  };
  CHECK(late(4s).kind("new-secret-signs") == pass);
  CHECK(late(6s).kind("new-secret-signs") == fail);
}

TEST_CASE("a delivery with the secret of another token is told") {
  const auto story = [](const std::string& with) { return Story().rotate("1", 1).rotate("2", 2).deliver("1", {with}); };
  CHECK(story(secret(1)).kind("own-secret") == pass);
  CHECK(story(secret(2)).kind("own-secret") == fail);
  CHECK(Story().rotate("1", 1).deliver("1", {secret(1)}).kind("own-secret") == untested);
}

TEST_CASE("a sender with a queue is judged by its own clock: what it signed before a rotation accuses nobody") {
  const auto story = [](std::chrono::seconds later, std::chrono::seconds off, std::chrono::seconds skew) {
    return Story({}, History::Sent::by_clock)
        .skewed(skew)
        .rotate("1", 1)
        .pass(60s)
        .rotate("1", 2)
        .pass(later)
        .deliver("1", {secret(1)}, {.timestamp_off = off});
  };
  CHECK(story(5s, 0s, 0s).kind("new-secret-signs") == fail);
  CHECK(story(5s, 0s, 600s).kind("new-secret-signs") == fail);  // a clock that is ten minutes off
  CHECK(story(5s, -10s, 0s).kind("new-secret-signs") == pass);  // signed before, and delivered late
  CHECK(story(0s, 0s, 0s).kind("new-secret-signs") == pass);    // in the second of the rotation
  CHECK(story(5s, 0s, 600s).kind("fresh-timestamp") == warn);
  CHECK(Story({}, History::Sent::by_clock)
            .rotate("1", 1)
            .rotate("2", 2)
            .pass(5s)
            .deliver("1", {secret(2)})
            .kind("own-secret") == VerdictKind::na);
}

TEST_CASE(
    "a vendor whose scheme has no timestamp is accused by the order of the run where the policy names a lag alone") {
  const auto github = [](const std::vector<std::string>& settings, const std::string& signer) {
    std::vector<std::string> all = {"webhook_scheme=github"};
    all.insert(all.end(), settings.begin(), settings.end());
    return Story(all, History::Sent::by_clock).rotate("1", 1).pass(9s).rotate("1", 2).pass(9s).deliver("1", {signer});
  };
  CHECK(github({}, secret(1)).kind("new-secret-signs") == untested);
  CHECK(github({"webhook_lag=2s"}, secret(1)).kind("new-secret-signs") == fail);
  CHECK(github({"webhook_lag=2s"}, secret(2)).kind("new-secret-signs") == pass);
}

TEST_CASE("deliveries that come by themselves are judged by what stands in them alone") {
  const Story old = Story().rotate("1", 1).rotate("1", 2).hear({secret(1)});
  CHECK(old.kind("new-secret-signs") == untested);
  CHECK(old.kind("known-secret") == untested);
  CHECK(old.kind("secret-not-sent") == pass);
  CHECK(Story().rotate("1", 1).hear({secret(1)}, {.timestamp_off = -600s}).kind("fresh-timestamp") == warn);
}

TEST_CASE("a delivery that holds a secret is told, in clear or encoded") {
  const auto with = [](const std::string& text) {
    return Story()
        .rotate("1", 1)
        .deliver("1", {secret(1)}, {.body = "{\"secret\":\"" + text + "\"}"})
        .kind("secret-not-sent");
  };
  CHECK(with(secret(1)) == fail);
  CHECK(with(to_base64(secret(1))) == fail);
  CHECK(with("whsec_") == pass);
}

TEST_CASE("a delivery without the scheme's headers is told, one that came by itself is not") {
  CHECK(Story().rotate("1", 1).deliver("1", {}, {.signature = "v1=abc"}).kind("form") == fail);
  CHECK(Story().rotate("1", 1).deliver("1", {}, {.signature = "v1=abc"}).kind("known-secret") == untested);
  CHECK(Story().rotate("1", 1).hear({}, {.signature = "v1=abc"}).kind("form") == untested);
}

TEST_CASE("a timestamp of too many digits, or of none, is told by its form and by nothing else") {
  for (const char* time : {"9223372036854775807", "-9223372036854775808", "1700000000.5", "soon"}) {
    INFO(time);
    const Story story = Story().rotate("1", 1).deliver("1", {}, {.signature = std::string("t=") + time + ",v1=ab"});
    CHECK(story.kind("form") == fail);
    CHECK(story.kind("fresh-timestamp") == untested);
  }
}

TEST_CASE("two deliveries that differ and have one id are told, one that comes twice is not") {
  const auto then = [](const Sent& second) {
    Story story({"webhook_scheme=standard-webhooks"});
    return story.rotate("1", 1).hear({}, {.id = "msg_1"}).hear({}, second).kind("id");
  };
  CHECK(then({.body = R"({"type":"another"})", .id = "msg_1"}) == warn);
  CHECK(then({.body = R"({"type":"another"})", .id = "msg_2"}) == pass);
  CHECK(then({.id = "msg_1"}) == pass);
}

TEST_CASE("where nobody listens there are no clauses about deliveries, and where none came all are untested") {
  const Contract contract = load_embedded_contract();
  for (const Verdict& verdict : judge(contract, {}, {})) CHECK_FALSE(verdict.check->id.starts_with("webhook/"));
  const Verdict silent = Story().rotate("1", 1).verdict("webhook/new-secret-signs");
  CHECK(silent.kind == untested);
  CHECK_THAT(silent.reason, Catch::Contains("does the vendor deliver to the sink's URL"));
  const Verdict no_trigger = Story({"webhook_trigger="}).rotate("1", 1).verdict("webhook/new-secret-signs");
  CHECK_THAT(no_trigger.reason, Catch::Contains("webhook_trigger names the request"));
}

TEST_CASE("a request without a signature beside the delivery that was asked for is none") {
  Story both;
  both.rotate("1", 1).arrive_beside("1", {secret(1)});
  CHECK(both.kind("form") == pass);
  CHECK(both.kind("known-secret") == pass);
}

TEST_CASE("a delivery of another scheme breaks the scheme that a policy names, and no guess of ours") {
  const Sent github = {.signature = "sha256=" + std::string(64, 'a'), .signature_header = "X-Hub-Signature-256"};
  Story guessed({}, History::Sent::in_turn, Story::Scheme::unsaid);
  guessed.rotate("1", 1).deliver("1", {}, github);
  CHECK(guessed.kind("form") == untested);
  CHECK_THAT(guessed.verdict("webhook/form").reason, Catch::Contains("give --set webhook_scheme=github"));
  CHECK(guessed.kind("known-secret") == untested);
  const Story named = Story().rotate("1", 1).deliver("1", {}, github);
  CHECK(named.kind("form") == fail);
  CHECK_THAT(named.verdict("webhook/form").evidence.findings[0].actual,
             Catch::Contains("it has the headers of github"));
}

TEST_CASE("what a scheme does not have is not asked of its deliveries") {
  const Story story = Story({"webhook_scheme=github"}).rotate("1", 1).deliver("1", {secret(1)});
  CHECK(story.kind("fresh-timestamp") == VerdictKind::na);
  CHECK(story.kind("id") == VerdictKind::na);
}

}  // namespace assay::test

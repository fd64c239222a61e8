// What deliveries say together: a refusal leaves the secret, and one that was replaced does not come back.
#include "tests/catch.h"
#include "tests/contracts/checks/delivery_story.h"

namespace assay::test {
namespace {

constexpr auto pass = VerdictKind::pass, fail = VerdictKind::fail, untested = VerdictKind::untested;

// One rotation, then two at once.
Story raced(const std::vector<std::string>& settings = {}, History::Sent sent = History::Sent::in_turn) {
  Story story(settings, sent);
  story.rotate("1", 1).pass(5s).together("1", 2, 3).pass(5s);
  return story;
}

Story& signs(Story& story, const std::vector<int>& numbers) {
  for (const int number : numbers) story.deliver("1", {secret(number)}).pass(5s);
  return story;
}

}  // namespace

TEST_CASE("a rotation that was refused leaves the secret that signed before it") {
  const auto story = [](const std::string& signer, int status, const std::string& method = "POST") {
    return Story()
        .rotate("1", 1)
        .deliver("1", {secret(1)})
        .fail("1", status, method)
        .deliver("1", {signer})
        .kind("refusal-leaves-it");
  };
  CHECK(story(secret(1), 422) == pass);
  CHECK(story("another", 422) == fail);
  CHECK(story("another", 401) == fail);
  CHECK(story("another", 405, "GET") == fail);
  CHECK(story("another", 500) == untested);  // it may have taken place
}

TEST_CASE("a refusal is judged where a delivery was seen signed before it, and nothing rotated since") {
  CHECK(Story().rotate("1", 1).fail("1", 422).deliver("1", {"another"}).kind("refusal-leaves-it") == untested);
  Story other;
  other.rotate("1", 1).deliver("1", {secret(1)}).fail("2", 422).deliver("1", {"another"});
  CHECK(other.kind("refusal-leaves-it") == untested);
  Story rotated;
  rotated.rotate("1", 1).deliver("1", {secret(1)}).fail("1", 422).rotate("1", 2).deliver("1", {"another"});
  CHECK(rotated.kind("refusal-leaves-it") == untested);
  CHECK(rotated.kind("known-secret") == fail);
}

TEST_CASE(
    "a finding about a refusal cites the delivery before, the refusal and the delivery behind, with the secret's "
    "rotation") {
  Story story;
  story.rotate("1", 1).deliver("1", {secret(1)}).fail("1", 422).deliver("1", {"another"});
  const auto findings = story.verdict("webhook/refusal-leaves-it").evidence.findings;
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].exchanges == std::vector<std::size_t>{0, 1, 2, 3});
}

TEST_CASE("after rotations at the same time either secret may sign, and it stays") {
  for (const auto& [numbers, is] : std::vector<std::pair<std::vector<int>, VerdictKind>>{
           {{2, 2, 2}, pass}, {{3, 3, 3}, pass}, {{2, 3}, fail}, {{2, 3, 2}, fail}, {{3, 2, 2}, fail}}) {
    Story story = raced();
    CHECK(signs(story, numbers).kind("one-register") == is);
    CHECK(story.kind("new-secret-signs") == pass);
    Story queued = raced({}, History::Sent::by_clock);
    CHECK(signs(queued, numbers).kind("one-register") == is);
  }
}

TEST_CASE("a register says in which order secrets signed") {
  Story story = raced();
  const auto findings = signs(story, {2, 3, 2}).verdict("webhook/one-register").evidence.findings;
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].actual ==
        "exchange 1 gave another, then exchange 2 gave another, then the secret of exchange 2 signed, "
        "then the secret of exchange 1 signed");
  CHECK(findings[0].exchanges.back() >= 3);
}

TEST_CASE("where several secrets may sign, or a rotation may be unseen for a while, a register accuses nobody") {
  Story grace = raced({"webhook_grace=24h"});
  CHECK(signs(grace, {2, 3, 2}).kind("one-register") == VerdictKind::na);
  Story lag = raced({"webhook_lag=1m"});
  CHECK(signs(lag, {2, 3, 2}).kind("one-register") == untested);
  Story over = raced({"webhook_lag=1s"});
  CHECK(signs(over, {2, 3, 2}).kind("one-register") == fail);
  Story once = raced();
  CHECK(signs(once, {2}).kind("one-register") == untested);
}

TEST_CASE("a delivery that waited in a queue is read at the time that its timestamp tells") {
  Story story = raced({}, History::Sent::by_clock);
  story.deliver("1", {secret(2)}).pass(30s).rotate("1", 4).pass(5s).deliver("1", {secret(4)}).pass(5s);
  Story late = story;
  CHECK(late.deliver("1", {secret(2)}, {.timestamp_off = -20s}).kind("one-register") == pass);
  CHECK(story.deliver("1", {secret(2)}).kind("one-register") == fail);
}

TEST_CASE("a secret that was given twice says nothing of an order") {
  Story again;
  again.rotate("1", 1).deliver("1", {secret(1)}).rotate("1", 2).deliver("1", {secret(2)}).rotate("1", 1);
  CHECK(again.deliver("1", {secret(1)}).kind("one-register") == untested);
}

TEST_CASE("a clock that signs ahead of the one that says the Date accuses nobody who signs with the live secret") {
  for (const auto off : {1s, 2s, 8s, 3600s}) {
    Story story({}, History::Sent::by_clock);
    for (int turn = 1; turn <= 4; ++turn) {
      story.rotate("1", turn).pass(2500ms).deliver("1", {secret(turn)}, {.timestamp_off = off});
      story.pass(10ms);
    }
    for (const char* clause : {"one-register", "new-secret-signs", "old-secret-dies", "known-secret"})
      CHECK(story.kind(clause) != fail);
    story.rotate("1", 5).pass(9s);
    CHECK(story.deliver("1", {secret(4)}, {.timestamp_off = off}).kind("new-secret-signs") == fail);
  }
}

TEST_CASE("a scheme without timestamps is judged in the order of the run where the policy names a lag") {
  const auto story = [](const std::vector<std::string>& settings) {
    std::vector<std::string> all = {"webhook_scheme=github"};
    all.insert(all.end(), settings.begin(), settings.end());
    Story told = raced(all, History::Sent::by_clock);
    return signs(told, {2, 3, 2}).kind("one-register");
  };
  CHECK(story({"webhook_lag=1s"}) == fail);
  CHECK(story({}) == untested);
}

TEST_CASE("a delivery that was signed before a refusal says nothing of it, however late it comes") {
  Story story({}, History::Sent::by_clock);
  story.rotate("1", 1).pass(20s).rotate("1", 2).pass(5s).deliver("1", {secret(2)}).pass(1s).fail("1", 422).pass(5s);
  Story late = story;
  CHECK(late.deliver("1", {secret(1)}, {.timestamp_off = -20s}).kind("refusal-leaves-it") != fail);
  CHECK(story.deliver("1", {"another"}, {.timestamp_off = -20s}).kind("refusal-leaves-it") != fail);
}

TEST_CASE("a stranger's timestamp and a date of another age disarm nothing and harm nothing") {
  Story story = raced({}, History::Sent::by_clock);
  story.hear({"a stranger's"}, {.timestamp_off = 3600s});
  CHECK(signs(story, {2, 3, 2}).kind("one-register") == fail);
  Story dated({}, History::Sent::by_clock);
  dated.skewed(std::chrono::hours(24 * 365 * 300)).rotate("1", 1).pass(5s).deliver("1", {secret(1)});
  CHECK(dated.kind("new-secret-signs") == untested);
  CHECK(dated.kind("one-register") == untested);
}

}  // namespace assay::test

#include "contracts/judge/record_watch.h"

#include <nlohmann/json.hpp>

#include "tests/catch.h"

namespace assay::test {
namespace {

const Contract& contract() {
  static const Contract loaded = load_embedded_contract();
  return loaded;
}

Exchange answered(const std::string& id, int status, const std::string& body) {
  return {.request = {.method = "POST", .target = "/api-tokens/" + id + "/webhook/rotate-secret"},
          .outcome = Response{.status = status, .body = body}};
}

std::string why_stop(const std::vector<Exchange>& exchanges) {
  return RecordWatch(contract()).why_stop({.exchanges = exchanges});
}

const std::string key = R"({"id":1,"label":"a","created_at":"2026-01-01T00:00:00Z","signing_key":"k"})";

}  // namespace

TEST_CASE("five successes without a record end the rotating, four do not") {
  CHECK_FALSE(why_stop(std::vector<Exchange>(5, answered("1", 200, key))).empty());
  CHECK(why_stop(std::vector<Exchange>(4, answered("1", 200, key))).empty());
  CHECK_FALSE(why_stop(std::vector<Exchange>(5, answered("1", 204, ""))).empty());
}

TEST_CASE("one record, however its name is written, lets the run go on for good") {
  RecordWatch watch(contract());
  History history{.exchanges = std::vector<Exchange>(4, answered("1", 200, key))};
  CHECK(watch.why_stop(history).empty());
  history.exchanges.push_back(answered("1", 200, R"({"webhook\u005fsecret":"s"})"));
  CHECK(watch.why_stop(history).empty());
  history.exchanges.resize(20, answered("1", 200, "{}"));
  CHECK(watch.why_stop(history).empty());
}

TEST_CASE("a record without the secret, or with it under another name, is one all the same: that is a finding") {
  nlohmann::json record = {{"id", 1}};
  for (const MemberRole& member : contract().policy.members({MemberRole::Role::stable, MemberRole::Role::made}))
    record[member.name()] = 1;
  CHECK(why_stop(std::vector<Exchange>(9, answered("1", 200, record.dump()))).empty());
}

TEST_CASE("successes of another method say nothing of records") {
  std::vector<Exchange> reads(9, answered("1", 200, "{}"));
  for (Exchange& read : reads) read.request.method = "GET";
  CHECK(why_stop(reads).empty());
}

TEST_CASE("refusals, and successes for ids that name no token, say nothing of records") {
  CHECK(why_stop(std::vector<Exchange>(9, answered("1", 404, "{}"))).empty());
  CHECK(why_stop(std::vector<Exchange>(9, answered("xyz", 200, "{}"))).empty());
  CHECK(why_stop(std::vector<Exchange>(9, answered("1xyz", 200, "{}"))).empty());
  CHECK(why_stop(std::vector<Exchange>(9, answered("99999999999999999999999", 200, "{}"))).empty());
}

}  // namespace assay::test

#include "mock/deviations/deviation.h"

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/mock/a_mock.h"

namespace assay::test {
using nlohmann::ordered_json;

namespace {

Handler lying(const std::string& id) {
  const Deviation* deviation = find_deviation(id);
  REQUIRE(deviation != nullptr);
  return deviation->wrap(a_mock(), {.seed = 1});
}

ordered_json record(const Handler& handler, const std::string& id) {
  const Response response = ask(handler, a_rotation(id));
  CHECK(response.status == 200);
  return ordered_json::parse(response.body);
}

std::string secret(const Handler& handler, const std::string& id) { return record(handler, id)["webhook_secret"]; }

// The record that the honest mock gives, and the lying one's, both for a first rotation of token 1.
struct Pair {
  ordered_json honest{};
  ordered_json lying{};
};

Pair first_records(const std::string& deviation) { return {record(a_mock(), "1"), record(lying(deviation), "1")}; }

}  // namespace

TEST_CASE("deviations have ids of their own, a summary, and a clause that they break") {
  std::set<std::string> ids;
  for (const auto& deviation : deviations()) {
    CHECK(ids.insert(deviation.id).second);
    CHECK(deviation.summary.ends_with("."));
    CHECK(deviation.breaks.find('/') != std::string::npos);
    CHECK(find_deviation(deviation.id) == &deviation);
  }
  CHECK(ids.size() >= 70);
  CHECK(find_deviation("honesty") == nullptr);
}

TEST_CASE("same-secret-again repeats each token's secret once, and shares none") {
  const Handler mock = lying("same-secret-again");
  const auto one = secret(mock, "1");
  const auto two = secret(mock, "2");
  CHECK(one != two);
  CHECK(secret(mock, "1") == one);
  CHECK(secret(mock, "2") == two);
  CHECK(secret(mock, "1") != one);
}

TEST_CASE("shared-secret gives all tokens one row of secrets, without a repeat within a token") {
  const Handler mock = lying("shared-secret");
  const auto first = secret(mock, "1");
  const auto second = secret(mock, "1");
  CHECK(first != second);
  CHECK(secret(mock, "2") == first);
  CHECK(secret(mock, "2") == second);
}

TEST_CASE("deviations of the record change one member and keep the others, in order") {
  auto [honest, null_secret] = first_records("null-secret");
  honest["webhook_secret"] = nullptr;
  CHECK(null_secret.dump() == honest.dump());

  honest = record(a_mock(), "1");
  honest["token_last4"] = "9f3x";
  CHECK(first_records("wrong-last4").lying.dump() == honest.dump());

  honest = record(a_mock(), "1");
  honest["id"] = 1000001;
  CHECK(first_records("changed-id").lying.dump() == honest.dump());

  honest = record(a_mock(), "1");
  honest.erase("created_by");
  CHECK(first_records("missing-member").lying.dump() == honest.dump());
}

TEST_CASE("string-detail answers 422 with text") {
  const Response response = ask(lying("string-detail"), a_rotation("abc"));
  CHECK(response.status == 422);
  CHECK(response.body == R"({"detail":"Input should be a valid integer"})");
}

TEST_CASE("crash-on-bad-id answers 500") {
  const Response response = ask(lying("crash-on-bad-id"), a_rotation("abc"));
  CHECK(response.status == 500);
  CHECK(response.body == R"({"detail":"Internal Server Error"})");
}

TEST_CASE("no two servers of a deviation share their state, and both say the same") {
  const std::vector<std::string> asked = {"1", "abc", "1", "2", "9", "1", "2", "-1", "abc", "1", "1"};
  for (const auto& deviation : deviations()) {
    if (deviation.id == "sha256-of-time") continue;  // reads the machine's clock
    INFO(deviation.id);
    const Handler one = deviation.wrap(a_mock(), {.seed = 1}), other = deviation.wrap(a_mock(), {.seed = 1});
    std::vector<std::string> first, second;
    for (const auto& id : asked) first.push_back(ask(one, a_rotation(id)).body);
    for (const auto& id : asked) second.push_back(ask(other, a_rotation(id)).body);
    CHECK(first == second);
  }
}

TEST_CASE("deviations that need several requests at once say the truth to one at a time") {
  for (const std::string id :
       {"one-secret-a-race", "shared-in-a-race", "shared-buffer", "deadlock", "lost-in-a-race"}) {
    INFO(id);
    const Handler mock = lying(id), honest = a_mock();
    for (const std::string token : {"1", "2", "1", "9", "abc"})
      CHECK(ask(mock, a_rotation(token)).body == ask(honest, a_rotation(token)).body);
  }
}

}  // namespace assay::test

#include "mock/deviation.h"

#include <nlohmann/json.hpp>
#include <set>

#include "tests/catch.h"
#include "tests/mock/a_mock.h"

using namespace assay;
using namespace assay::test;
using nlohmann::ordered_json;

namespace {

Handler lying(const std::string& id) {
  const Deviation* deviation = find_deviation(id);
  REQUIRE(deviation != nullptr);
  return deviation->wrap(a_mock(), 1);
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
  CHECK(ids.size() >= 8);
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

TEST_CASE("a deviation changes no answer that is not its own") {
  for (const auto& deviation : deviations()) {
    INFO(deviation.id);
    const Handler mock = deviation.wrap(a_mock(), 1);
    CHECK(ask(mock, a_rotation("9")).body == ask(a_mock(), a_rotation("9")).body);
    const bool of_refusals = deviation.id == "string-detail" || deviation.id == "crash-on-bad-id";
    const auto other = a_rotation(of_refusals ? "1" : "abc");
    CHECK(ask(mock, other).body == ask(a_mock(), other).body);
    CHECK(ask(mock, other).headers == ask(a_mock(), other).headers);
  }
}

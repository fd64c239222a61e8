#include "mock/faults/fault.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <utility>

#include "mock/faults/fault_set.h"
#include "mock/http/delivery.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"

namespace assay::test {
using namespace std::chrono_literals;

namespace {

// A mock under the given rules.
struct Troubled {
  std::shared_ptr<FaultSet> faults{};
  Handler mock{};

  explicit Troubled(const std::vector<std::string>& rules, std::uint64_t seed = 7)
      : faults(std::make_shared<FaultSet>(seed, a_ground())) {
    for (const auto& rule : rules) faults->add(parse_fault(rule));
    mock = with_faults(a_mock(), faults);
  }

  std::vector<int> statuses(int count, const Request& request) const {
    std::vector<int> all;
    for (int i = 0; i < count; ++i) all.push_back(ask(mock, request).status);
    return all;
  }
};

Delivery delivery_of(const Response& response) {
  REQUIRE(response.delivery);
  return *response.delivery;
}

std::string refused(std::string_view text) try {
  parse_fault(text);
  return "taken";
} catch (const std::invalid_argument& error) {
  return error.what();
}

bool says(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a status fault is answered in the API's words, and rotates nothing") {
  const Troubled troubled({"status=503,times=1"});
  const Response answer = ask(troubled.mock, a_rotation("1"));
  CHECK(answer.status == 503);
  CHECK(answer.body == R"({"detail":"Service Unavailable","error":"service_unavailable"})");
  CHECK(header(answer, "Retry-After") == "1");
  CHECK(ask(troubled.mock, a_rotation("1")).body == ask(a_mock(), a_rotation("1")).body);
  CHECK(ask(Troubled({"status=429"}).mock, a_rotation("1")).body ==
        R"({"detail":"Rate limit exceeded","error":"rate_limited"})");
  CHECK(header(ask(Troubled({"status=500"}).mock, a_rotation("1")), "Retry-After") == "(none)");
}

TEST_CASE("an answer that gets lost was given: the token is rotated") {
  for (const auto* rule : {"reset-before,times=1", "reset-after,times=1", "empty-reply,times=1", "cut-body,times=1",
                           "bad-chunk,times=1", "no-answer,times=1", "latency=1s,times=1", "slow-body,times=1"}) {
    INFO(rule);
    const Troubled troubled({rule});
    const Handler plain = a_mock();
    ask(troubled.mock, a_rotation("1"));
    ask(plain, a_rotation("1"));
    CHECK(ask(troubled.mock, a_rotation("1")).body == ask(plain, a_rotation("1")).body);
  }
}

TEST_CASE("each kind says how its answer goes over the wire") {
  const auto delivery = [](const std::string& rule) {
    Delivery given = delivery_of(ask(Troubled({rule}).mock, a_rotation("1")));
    CHECK(std::exchange(given.fault, "") == rule);
    return given;
  };
  const std::size_t body = ask(a_mock(), a_rotation("1")).body.size();
  using Counts = Delivery::Counts;
  using End = Delivery::End;
  CHECK(delivery("latency=200ms") == Delivery{.delay = 200ms});
  CHECK(delivery("slow-body=3/20ms") == Delivery{.pause = 20ms, .piece = 3, .counts = Counts::body});
  CHECK(delivery("cut-body=9") == Delivery{.cut_after = 9, .counts = Counts::body, .end = End::close});
  CHECK(delivery("cut-body") == Delivery{.cut_after = body / 2, .counts = Counts::body, .end = End::close});
  CHECK(delivery("cut-body=99999") == Delivery{.cut_after = body - 1, .counts = Counts::body, .end = End::close});
  CHECK(delivery("reset-before") == Delivery{.cut_after = 0, .end = End::reset});
  CHECK(delivery("reset-after") == Delivery{.cut_after = 0, .counts = Counts::body, .end = End::reset});
  CHECK(delivery("empty-reply") == Delivery{.cut_after = 0, .end = End::close});
  CHECK(delivery("no-answer=1s") == Delivery{.delay = 1s, .cut_after = 0, .end = End::close});
}

TEST_CASE("every kind of the table can be used as it stands, and explains itself") {
  std::set<std::string> ids;
  for (const FaultKind& kind : fault_kinds()) {
    ids.insert(kind.id);
    const std::string value = kind.id == "latency" ? "=1ms" : kind.id == "status" ? "=500" : "";
    CHECK(parse_fault(kind.id + value).kind == kind.id);
    CHECK(kind.summary.ends_with("."));
  }
  CHECK(ids.size() == 9);
}

TEST_CASE("nth, every and times choose among the requests that match") {
  const Request one = a_rotation("abc");
  CHECK(Troubled({"status=500,nth=2"}).statuses(4, one) == std::vector<int>{422, 500, 422, 422});
  CHECK(Troubled({"status=500,every=2"}).statuses(4, one) == std::vector<int>{422, 500, 422, 500});
  CHECK(Troubled({"status=500,times=2"}).statuses(4, one) == std::vector<int>{500, 500, 422, 422});
  CHECK(Troubled({"status=500,every=2,times=1"}).statuses(4, one) == std::vector<int>{422, 500, 422, 422});
}

TEST_CASE("an id means the token, however it is spelled, and nothing else is counted") {
  const Troubled troubled({"status=500,id=1,nth=2"});
  CHECK(ask(troubled.mock, a_rotation("01")).status == 200);
  CHECK(ask(troubled.mock, a_rotation("2")).status == 200);
  CHECK(ask(troubled.mock, {.method = "POST", .target = "/1"}).status == 404);
  CHECK(ask(troubled.mock, a_rotation("+1")).status == 500);
  CHECK(troubled.faults->list().at(0).matched == 2);
}

TEST_CASE("a session's trouble is its own") {
  const Troubled troubled({"status=500,session=a"});
  CHECK(ask(troubled.mock, a_rotation("1", {{"X-Assay-Session", "a"}})).status == 500);
  CHECK(ask(troubled.mock, a_rotation("1", {{"X-Assay-Session", "b"}})).status == 200);
  CHECK(ask(troubled.mock, a_rotation("1")).status == 200);
}

TEST_CASE("the first rule that fires answers, and those behind it do not count") {
  const Troubled troubled({"status=503,nth=1", "status=500,nth=1"});
  CHECK(troubled.statuses(3, a_rotation("abc")) == std::vector<int>{503, 500, 422});
}

TEST_CASE("chance comes from the seed: equal seeds spoil the same requests, others do not") {
  const auto run = [](std::uint64_t seed) {
    return Troubled({"status=500,p=0.5"}, seed).statuses(200, a_rotation("abc"));
  };
  const auto first = run(1);
  CHECK(first == run(1));
  CHECK(first != run(2));
  const auto spoilt = std::count(first.begin(), first.end(), 500);
  CHECK(spoilt > 60);
  CHECK(spoilt < 140);
  CHECK(Troubled({"status=500,p=0"}).statuses(50, a_rotation("abc")) == std::vector<int>(50, 422));
  CHECK(Troubled({"status=500,p=1"}).statuses(50, a_rotation("abc")) == std::vector<int>(50, 500));
}

TEST_CASE("a range of latencies is drawn from the seed and stays within its ends") {
  const auto delays = [](std::uint64_t seed) {
    const Troubled troubled({"latency=200ms..2s"}, seed);
    std::vector<std::chrono::milliseconds> all;
    for (int i = 0; i < 50; ++i) all.push_back(delivery_of(ask(troubled.mock, a_rotation("abc"))).delay);
    return all;
  };
  const auto first = delays(1);
  CHECK(first == delays(1));
  CHECK(first != delays(2));
  CHECK(*std::min_element(first.begin(), first.end()) >= 200ms);
  CHECK(*std::max_element(first.begin(), first.end()) <= 2s);
  CHECK(std::set<std::chrono::milliseconds>(first.begin(), first.end()).size() > 40);
}

TEST_CASE("a rule can be taken back, and its number is not given again") {
  const Troubled troubled({"status=500"});
  CHECK(troubled.faults->remove(1));
  CHECK_FALSE(troubled.faults->remove(1));
  CHECK(ask(troubled.mock, a_rotation("1")).status == 200);
  CHECK(troubled.faults->add(parse_fault("status=503")) == 2);
  CHECK(troubled.faults->list().at(0).rule == "status=503");
}

TEST_CASE("a rule that cannot be is refused with the reason") {
  CHECK(says(refused("latancy=2s"), "did you mean latency?"));
  CHECK(says(refused("status=500,evry=2"), "did you mean every?"));
  CHECK(says(refused("zzzzzzzz"), "assay list faults"));
  CHECK(says(refused("nth=2"), "says when and not what"));
  CHECK(says(refused(""), "knows no"));
  CHECK(says(refused("status=200"), "400 to 599"));
  CHECK(says(refused("status=500,latency=1s"), "two rules"));
  CHECK(says(refused("reset-before=3"), "takes no value"));
  CHECK(says(refused("latency=2s..1s"), "longer time"));
  CHECK(says(refused("latency=1h"), "10m at most"));
  CHECK(says(refused("latency"), "no length of time"));
  CHECK(says(refused("slow-body=5"), "16/100ms"));
  CHECK(says(refused("slow-body=0/1s"), "no number of bytes"));
  CHECK(says(refused("cut-body=x"), "number of bytes"));
  CHECK(says(refused("status=500,nth=0"), "from 1 on"));
  CHECK(says(refused("status=500,p=1.5"), "0 to 1"));
  CHECK(says(refused("status=500,p=nan"), "0 to 1"));
  CHECK(says(refused("status=500,id=abc"), "integer"));
}

}  // namespace assay::test

#include "mock/admin/journal.h"

#include <cstdint>
#include <set>
#include <thread>

#include "mock/admin/metrics.h"
#include "mock/admin/redaction.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"

namespace assay::test {
using namespace std::chrono_literals;

namespace {

void tell(Journal& journal, const std::string& target, const Outcome& outcome = Response{.status = 200}) {
  const Request request{.method = "POST", .target = target};
  journal.add({.request = request, .outcome = outcome, .took = 1ms});
}

}  // namespace

TEST_CASE("a journal keeps the last entries, in order, and counts those that it let go") {
  Journal journal(3);
  for (int i = 1; i <= 5; ++i) tell(journal, "/" + std::to_string(i));
  const auto kept = journal.find({}, 10);
  REQUIRE(kept.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(kept[i].number == i + 3);
    CHECK(kept[i].request.target == "/" + std::to_string(i + 3));
  }
  CHECK(journal.counts().seen == 5);
  CHECK(journal.counts().dropped == 2);
  CHECK(journal.find({}, 2).front().number == 4);
}

TEST_CASE("a journal that is emptied goes on counting") {
  Journal journal(3);
  tell(journal, "/1");
  journal.clear();
  CHECK(journal.find({}, 10).empty());
  CHECK(journal.count({}) == 0);
  tell(journal, "/2");
  CHECK(journal.find({}, 10).at(0).number == 2);
  CHECK(journal.counts().kept == 1);
  CHECK(journal.counts().dropped == 1);
}

TEST_CASE("nothing of an older entry shows in the place that it left") {
  Journal journal(1);
  const Request long_one{
      .method = "POST", .target = "/1", .headers = {{"Authorization", "Bearer x"}}, .body = "secret"};
  journal.add({.request = long_one, .outcome = Response{.status = 200, .headers = {{"A", "b"}}, .body = "secret"}});
  tell(journal, "/2", NoResponse{});
  const auto entry = journal.find({}, 1).at(0);
  CHECK(entry.request == Request{.method = "POST", .target = "/2"});
  CHECK(entry.status == 0);
  CHECK(entry.headers.empty());
  CHECK(entry.body.empty());
}

TEST_CASE("entries told from several threads are all there, each with a number of its own") {
  Journal journal(4000);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) tell(journal, "/" + std::to_string(i));
    });
  for (auto& thread : threads) thread.join();
  std::set<std::uint64_t> numbers;
  for (const auto& entry : journal.find({}, 5000)) numbers.insert(entry.number);
  CHECK(numbers.size() == 4000);
  CHECK(*numbers.rbegin() == 4000);
}

TEST_CASE("of a large body the beginning is kept, and its size") {
  Journal journal;
  const Request request{.method = "POST", .target = "/1", .body = std::string(100'000, 'x')};
  journal.add({.request = request, .outcome = NoResponse{}});
  const auto entry = journal.find({}, 1).at(0);
  CHECK(entry.request.body.size() == 4096);
  CHECK(entry.request_body_size == 100'000);
}

TEST_CASE("a secret is taken out wherever it stands") {
  KnownSecrets secrets;
  secrets.add("abcdef");
  CHECK(without("abcdef, xabcdefabcdefx, deep", secrets) == "[redacted], x[redacted][redacted]x, deep");
  CHECK(without("abc", KnownSecrets{}) == "abc");
}

TEST_CASE("metrics count answers by status and by how long they took") {
  Metrics metrics;
  const Request request;
  for (const auto& [status, took] : {std::pair{200, 50us}, {200, 700us}, {404, 2'000'000us}})
    metrics.add({.request = request, .outcome = Response{.status = status}, .took = took});
  metrics.add({.request = request, .outcome = NoResponse{}, .took = 100us});
  const std::string text = metrics.to_text();
  for (const auto* line :
       {"# TYPE assay_mock_requests_total counter\n", "assay_mock_requests_total{status=\"0\"} 1\n",
        "assay_mock_requests_total{status=\"200\"} 2\n", "assay_mock_requests_total{status=\"404\"} 1\n",
        "assay_mock_request_seconds_bucket{le=\"0.0001\"} 2\n", "assay_mock_request_seconds_bucket{le=\"0.001\"} 3\n",
        "assay_mock_request_seconds_bucket{le=\"1\"} 3\n", "assay_mock_request_seconds_bucket{le=\"+Inf\"} 4\n",
        "assay_mock_request_seconds_sum 2.000850\n", "assay_mock_request_seconds_count 4\n"}) {
    INFO(line << text);
    CHECK(text.find(line) != std::string::npos);
  }
}

}  // namespace assay::test

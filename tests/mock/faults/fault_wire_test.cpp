// Faults as a client meets them, over sockets.
#include <chrono>
#include <memory>
#include <thread>

#include "mock/faults/fault_set.h"
#include "mock/http/listener.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"
#include "tests/mock/http/raw_client.h"

namespace assay::test {
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

namespace {

const std::string post = "POST /api-tokens/abc/webhook/rotate-secret HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr std::size_t whole_body = 153;  // the 422 of "abc"

// A listener whose answers follow one rule.
struct Server {
  std::shared_ptr<FaultSet> faults = std::make_shared<FaultSet>(7, a_ground());
  Listener listener{with_faults(a_mock(), faults), {}};

  explicit Server(const std::string& rule) { faults->add(parse_fault(rule)); }
};

// What came, until the server closed, and how it ended.
struct Heard {
  std::string bytes{};
  bool reset = false;
  Steady::duration took{};
};

Heard hear(const std::string& rule) {
  const Server server(rule);
  RawClient client(server.listener.port());
  const auto begin = Steady::now();
  client.send(post);
  std::string bytes = client.read_to_end();
  CHECK(client.closed());
  return {.bytes = std::move(bytes), .reset = client.was_reset(), .took = Steady::now() - begin};
}

}  // namespace

TEST_CASE("a latency delays the answer and leaves it whole") {
  const Server server("latency=120ms");
  RawClient client(server.listener.port());
  const auto begin = Steady::now();
  client.send(post);
  const std::string response = client.read_response();
  CHECK(Steady::now() - begin >= 120ms);
  CHECK(body_of(response).size() == whole_body);
  CHECK_FALSE(client.closed());
}

TEST_CASE("a delayed answer delays no other connection") {
  const Server server("latency=2s,nth=1");
  RawClient slow(server.listener.port());
  slow.send(post);
  while (server.faults->fired() == 0) std::this_thread::yield();
  const auto begin = Steady::now();
  CHECK(status_of(exchange(server.listener.port(), post)) == 422);
  CHECK(Steady::now() - begin < 1500ms);
}

TEST_CASE("a slow body drips behind a head that came whole") {
  const Server server("slow-body=50/30ms");
  RawClient client(server.listener.port());
  const auto begin = Steady::now();
  client.send(post);
  CHECK(body_of(client.read_response()).size() == whole_body);
  CHECK(Steady::now() - begin >= 4 * 30ms);  // after the head and after each piece but the last
}

TEST_CASE("a cut body ends short of its Content-Length") {
  const Heard heard = hear("cut-body=10");
  CHECK(heard.bytes.find("Content-Length: 153\r\n") != std::string::npos);
  CHECK(body_of(heard.bytes).size() == 10);
}

TEST_CASE("a bad chunk follows a good one") {
  const Heard heard = hear("bad-chunk");
  CHECK(heard.bytes.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
  CHECK(heard.bytes.find("Content-Length") == std::string::npos);
  CHECK(body_of(heard.bytes).starts_with("4d\r\n{\"detail\""));
  CHECK(body_of(heard.bytes).find("\r\nno-number\r\n") != std::string::npos);
}

TEST_CASE("a reset comes before any byte, or after the head") {
  const Heard before = hear("reset-before");
  CHECK(before.reset);
  CHECK(before.bytes.empty());
  const Heard after = hear("reset-after");
  CHECK(after.reset);
  CHECK(status_of(after.bytes) == 422);
  CHECK(body_of(after.bytes).empty());
}

TEST_CASE("an empty reply is a connection that closes in order, without a byte") {
  const Heard heard = hear("empty-reply");
  CHECK(heard.bytes.empty());
  CHECK_FALSE(heard.reset);
}

TEST_CASE("no answer is silence for its time, then the end") {
  const Heard heard = hear("no-answer=150ms");
  CHECK(heard.bytes.empty());
  CHECK(heard.took >= 150ms);
}

TEST_CASE("a server under trouble stops in time") {
  Server server("no-answer=10m");
  RawClient client(server.listener.port());
  client.send(post);
  while (server.faults->fired() == 0) std::this_thread::yield();
  const auto begin = Steady::now();
  server.listener.stop();
  CHECK(Steady::now() - begin < 1s);
}

}  // namespace assay::test

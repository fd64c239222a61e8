// Clients that leave while their answer is kept back: each frees its place on the port long before the answer would
// have come.
#include <sys/resource.h>

#include <memory>

#include "mock/assembly.h"
#include "mock/http/delivery.h"
#include "mock/http/listener.h"
#include "mock/stores/memory.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"
#include "tests/mock/http/raw_client.h"

namespace assay::test {
using namespace std::chrono_literals;

namespace {

const std::string slow = "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n";
const std::string quick = "GET /quick HTTP/1.1\r\nHost: x\r\n\r\n";

Handler keeping_back(const Delivery& delivery) {
  return [delivery](const Request& request) {
    if (request.target == "/quick") return Response{.status = 200, .body = "quick"};
    return Response{
        .status = 200, .body = std::string(1000, 'x'), .delivery = std::make_shared<const Delivery>(delivery)};
  };
}

Delivery never_known() {
  return {.later = std::make_shared<const Later>([] { return std::optional<Response>(); })};
}

// Whether somebody is answered within five seconds, although what is full answers 503 or nothing.
bool is_answered(int port) {
  const auto end = std::chrono::steady_clock::now() + 5s;
  while (std::chrono::steady_clock::now() < end)
    if (status_of(assay::test::exchange(port, quick)) == 200) return true;
  return false;
}

// Asks and leaves at once. The client shares the process's descriptors with the port, so it may have to wait for one
// itself.
bool asks_and_leaves(int port, const std::string& request) {
  const auto end = std::chrono::steady_clock::now() + 5s;
  while (std::chrono::steady_clock::now() < end) {
    try {
      RawClient(port).send(request);
      return true;
    } catch (const std::exception&) {
      continue;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("clients that leave during a pause of any kind leave room for the next one") {
  for (const Delivery& delivery :
       {Delivery{.delay = 60s}, Delivery{.delay = 60s, .cut_after = 0, .end = Delivery::End::close},
        Delivery{.pause = 60s, .piece = 10}, Delivery{.pause = 60s, .piece = 10, .counts = Delivery::Counts::body},
        never_known()}) {
    Listener listener(keeping_back(delivery), {.max_connections = 4});
    for (int i = 0; i < 12; ++i) RawClient(listener.port()).send(slow);
    CHECK(is_answered(listener.port()));
  }
}

TEST_CASE("a client that leaves while requests of its own wait unread is noticed too") {
  Listener listener(keeping_back({.delay = 60s}), {.max_connections = 2});
  for (int i = 0; i < 6; ++i) RawClient(listener.port()).send(slow + quick + quick);
  CHECK(is_answered(listener.port()));
}

TEST_CASE("more clients that leave than the process may have descriptors do not stop the port") {
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
  MockSetup setup{.store = memory_store(five_tokens())};
  Listener listener(assemble_mock(load_embedded_contract(), setup).handler, {.threads = 2});
  const rlimit few{.rlim_cur = 128, .rlim_max = before.rlim_max};
  REQUIRE(setrlimit(RLIMIT_NOFILE, &few) == 0);
  const std::string asking = "POST /api-tokens/1/webhook/rotate-secret HTTP/1.1\r\nHost: x\r\nPrefer: wait=60\r\n\r\n";
  int left = 0;
  while (left < 300 && asks_and_leaves(listener.port(), asking)) ++left;
  CHECK(left == 300);
  CHECK(status_of(assay::test::exchange(
            listener.port(), "POST /api-tokens/1/webhook/rotate-secret HTTP/1.1\r\nHost: x\r\n\r\n")) == 200);
  REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
}

TEST_CASE("a client that stays through a pause gets its answer, and those to what it asked meanwhile") {
  Listener listener(keeping_back({.delay = 700ms}), {});
  RawClient client(listener.port());
  client.send(slow);
  client.send(quick);
  CHECK(body_of(client.read_response()) == std::string(1000, 'x'));
  CHECK(body_of(client.read_response()) == "quick");
}

TEST_CASE("a client that will send no more is answered where nothing is kept back for long") {
  Listener listener(keeping_back({.delay = 5ms}), {});
  for (const std::string& request : {slow, quick}) {
    RawClient client(listener.port());
    client.send(request);
    client.finish_sending();
    CHECK(status_of(client.read_response()) == 200);
  }
}

}  // namespace assay::test

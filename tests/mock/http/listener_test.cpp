#include "mock/http/listener.h"

#include <atomic>
#include <future>
#include <memory>
#include <thread>

#include "contracts/documents/place.h"
#include "mock/http/delivery.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"
#include "tests/mock/http/raw_client.h"

namespace assay::test {
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

const std::string path = "/api-tokens/1/webhook/rotate-secret";

std::string post(const std::string& target, const std::string& headers = "", const std::string& body = "") {
  return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body;
}

// Answers with what it heard: method, target, body.
Response echo(const Request& request) {
  return {.status = 200,
          .headers = {{"Server", "echo"}},
          .body = request.method + " " + request.target + " " + request.body};
}

Handler delivering(const Delivery& delivery) {
  return [delivery](const Request&) {
    return Response{.status = 200, .body = "0123456789", .delivery = std::make_shared<const Delivery>(delivery)};
  };
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

double seconds_of(const std::function<void()>& act) {
  const auto begin = Clock::now();
  act();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

}  // namespace

TEST_CASE("a POST without Content-Length, as curl sends it, rotates") {
  Listener listener(a_mock(), {});
  const auto response = exchange(listener.port(), post(path, "User-Agent: curl/7.88.1\r\nAccept: */*\r\n"));
  CHECK(response.starts_with(
      "HTTP/1.1 200 OK\r\nServer: assay-mock\r\nContent-Type: application/json\r\nCache-Control: no-store\r\nDate: "));
  CHECK(contains(body_of(response), "\"webhook_secret\":\"whsec_"));
}

TEST_CASE("a handler hears target, headers and body as they were sent") {
  Listener listener(echo, {});
  CHECK(body_of(exchange(listener.port(), post("/%2e?q=%zz", "Content-Length: 2\r\n", "hi"))) == "POST /%2e?q=%zz hi");
}

TEST_CASE("pipelined requests are answered in their order") {
  Listener listener(echo, {});
  RawClient client(listener.port());
  std::string requests;
  for (int i = 0; i < 100; ++i)
    requests += post("/" + std::to_string(i), i % 2 == 0 ? "Content-Length: 1\r\n" : "", i % 2 == 0 ? "x" : "");
  client.send(requests);
  for (int i = 0; i < 100; ++i)
    CHECK(body_of(client.read_response()) == "POST /" + std::to_string(i) + (i % 2 == 0 ? " x" : " "));
}

TEST_CASE("a request that comes byte by byte is answered") {
  Listener listener(echo, {});
  RawClient client(listener.port());
  for (const char byte : post("/slow", "Transfer-Encoding: chunked\r\n", "2\r\nhi\r\n0\r\n\r\n"))
    client.send({&byte, 1});
  CHECK(body_of(client.read_response()) == "POST /slow hi");
}

TEST_CASE("HTTP/1.0 closes after its answer, unless the client asks to keep the connection") {
  Listener listener(echo, {});
  RawClient client(listener.port());
  client.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(contains(client.read_response(), "Connection: keep-alive\r\n"));
  client.send("GET /b HTTP/1.0\r\n\r\n");
  CHECK(contains(client.read_to_end(), "Connection: close\r\n"));
  CHECK(client.closed());
}

TEST_CASE("a client that waits before its body is told to continue") {
  Listener listener(echo, {});
  RawClient client(listener.port());
  client.send(post("/", "Expect: 100-continue\r\nContent-Length: 2\r\n"));
  CHECK(client.read_head() == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("hi");
  CHECK(body_of(client.read_response()) == "POST / hi");
  client.send(post("/", "Expect: 100-continue\r\nContent-Length: 2\r\n", "at"));
  CHECK(body_of(client.read_response()) == "POST / at");
}

TEST_CASE("HEAD gets the head of an answer alone") {
  Listener listener(echo, {});
  RawClient client(listener.port());
  client.send("HEAD /a HTTP/1.1\r\n\r\n" + post("/b"));
  CHECK(contains(client.read_head(), "Content-Length: 8\r\n"));
  CHECK(body_of(client.read_response()) == "POST /b ");
}

TEST_CASE("the mock's 405 names POST, to HEAD without a body") {
  Listener listener(a_mock(), {});
  RawClient client(listener.port());
  client.send("HEAD " + path + " HTTP/1.1\r\n\r\nGET " + path + " HTTP/1.1\r\n\r\n");
  const auto head = client.read_head();
  CHECK(contains(head, "405 Method Not Allowed"));
  CHECK(contains(head, "Content-Length: 31\r\n"));
  const auto get = client.read_response();
  CHECK(contains(get, "Allow: POST\r\n"));
  CHECK(body_of(get) == R"({"detail":"Method Not Allowed"})");
}

TEST_CASE("what is refused is answered, and the connection closed") {
  Listener listener(echo, {});
  const auto refused = [&](const std::string& bytes) {
    RawClient client(listener.port());
    client.send(bytes);
    const auto response = client.read_to_end();
    CHECK(client.closed());
    CHECK(contains(response, "Connection: close\r\n"));
    return response;
  };
  CHECK(body_of(refused("GARBAGE\r\n\r\n")) == "Invalid HTTP request received.");
  CHECK(status_of(refused(post("/", "Content-Length: 2\r\nContent-Length: 3\r\n", "hi"))) == 400);
  CHECK(status_of(refused(post("/", "X: " + std::string(40000, 'a') + "\r\n"))) == 431);
  CHECK(status_of(refused(post("/", "Content-Length: 3000000\r\n", std::string(3000000, 'a')))) == 413);
}

TEST_CASE("a 400 of the handler closes the connection too") {
  Listener listener(a_mock(), {});
  RawClient client(listener.port());
  client.send("POST /\x80 HTTP/1.1\r\n\r\n" + post(path));
  const auto all = client.read_to_end();
  CHECK(status_of(all) == 400);
  CHECK(body_of(all) == "Invalid HTTP request received.");
}

TEST_CASE("a head of a 10,000-digit id fits") {
  Listener listener(a_mock(), {});
  const auto target = "/api-tokens/" + std::string(10000, '1') + "/webhook/rotate-secret";
  CHECK(status_of(exchange(listener.port(), post(target))) == 422);
}

TEST_CASE("an exception of the handler is told, and answered 500") {
  std::string told;
  Listener listener([](const Request&) -> Outcome { throw std::runtime_error("no entropy"); },
                    {.on_error = [&](std::string_view what) { told = what; }});
  CHECK(status_of(exchange(listener.port(), post("/"))) == 500);
  listener.stop();
  CHECK(told == "no entropy");
}

TEST_CASE("no response from the handler closes the connection without an answer") {
  Listener listener([](const Request&) { return NoResponse{}; }, {});
  RawClient client(listener.port());
  client.send(post("/"));
  CHECK(client.read_to_end().empty());
  CHECK(client.closed());
}

TEST_CASE("a delivery's delay and pieces change the time, not the bytes") {
  Listener listener(delivering({.delay = 50ms, .pause = 1ms, .piece = 7}), {});
  RawClient client(listener.port());
  client.send(post("/") + post("/"));
  CHECK(seconds_of([&] { CHECK(body_of(client.read_response()) == "0123456789"); }) >= 0.05);
  CHECK(body_of(client.read_response()) == "0123456789");
}

TEST_CASE("a delivery may cut its answer, close after it, or reset the connection") {
  const auto delivered = [](const Delivery& delivery) {
    Listener listener(delivering(delivery), {});
    RawClient client(listener.port());
    client.send(post("/"));
    const auto all = client.read_to_end();
    CHECK(client.closed());
    CHECK(client.was_reset() == (delivery.end == Delivery::End::reset));
    return all;
  };
  CHECK(delivered({.cut_after = 12}) == "HTTP/1.1 200");
  CHECK(delivered({.cut_after = 0}).empty());
  CHECK(body_of(delivered({.end = Delivery::End::close})) == "0123456789");
  delivered({.cut_after = 0, .end = Delivery::End::reset});
}

TEST_CASE("idle connections, half heads and half bodies are closed in time") {
  Listener listener(echo, {.head_deadline = 100ms, .idle_limit = 100ms});
  for (const auto* bytes : {"", "POST / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhi"}) {
    RawClient client(listener.port());
    client.send(bytes);
    CHECK(client.read_to_end().empty());
    CHECK(client.closed());
  }
}

TEST_CASE("connections beyond the limit hear 503, and a place that is given up is taken again") {
  Listener listener(echo, {.max_connections = 1});
  auto first = std::make_unique<RawClient>(listener.port());
  first->send(post("/"));
  CHECK(status_of(first->read_response()) == 200);
  CHECK(status_of(exchange(listener.port(), post("/"))) == 503);
  first.reset();
  const auto until = Clock::now() + 5s;
  int status = 503;
  while (status == 503 && Clock::now() < until) status = status_of(exchange(listener.port(), post("/")));
  CHECK(status == 200);
}

TEST_CASE("a busy port is an error, not a second server") {
  Listener first(echo, {});
  CHECK_THROWS_AS(Listener(echo, {.port = first.port()}), BadDocument);
  CHECK_THROWS_AS(Listener(echo, {.host = "no such host"}), BadDocument);
}

TEST_CASE("a port is free again once the listener stopped") {
  Listener first(echo, {});
  RawClient client(first.port());
  client.send(post("/"));
  client.read_response();
  first.stop();
  CHECK_NOTHROW(Listener(echo, {.port = first.port()}));
}

TEST_CASE("stop is prompt with idle, half-sent and slowly served clients") {
  Listener listener(delivering({.pause = 1s, .piece = 1}), {.threads = 2});
  RawClient idle(listener.port());
  RawClient half(listener.port());
  half.send("POST / HTT");
  RawClient slow(listener.port());
  slow.send(post("/"));
  CHECK(seconds_of([&] { listener.stop(); }) < 1);
  CHECK(idle.read_to_end().empty());
  CHECK(idle.closed());
  CHECK_NOTHROW(listener.stop());
}

TEST_CASE("a whole request is still answered while the listener stops") {
  std::atomic<bool> asked{false};
  const Handler slow = delivering({.delay = 100ms});
  Listener listener(
      [&](const Request& request) {
        asked = true;
        return slow(request);
      },
      {});
  RawClient client(listener.port());
  client.send(post("/"));
  while (!asked) std::this_thread::yield();
  listener.stop();
  CHECK(body_of(client.read_response()) == "0123456789");
}

TEST_CASE("several threads serve many clients at once, each with its own answers") {
  Listener listener(echo, {.threads = 3});
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      RawClient client(listener.port());
      for (int i = 0; i < 200; ++i) {
        const auto target = "/" + std::to_string(t) + "-" + std::to_string(i);
        client.send(post(target));
        if (body_of(client.read_response()) == "POST " + target + " ") ++right;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(right == 800);
}

TEST_CASE("a handler that waits keeps no new connection waiting where there are several threads") {
  std::promise<void> released;
  auto is_released = released.get_future();
  std::string said;
  const Handler handler = [&](const Request& request) -> Outcome {
    if (request.target == "/go")
      released.set_value();
    else
      said = is_released.wait_for(5s) == std::future_status::ready ? "in time" : "too late";
    return Response{.status = 200};
  };
  Listener listener(handler, {.threads = 2});
  RawClient first(listener.port());
  first.send(post("/wait"));
  std::this_thread::sleep_for(20ms);  // the handler has it
  RawClient second(listener.port());
  second.send(post("/go"));
  second.read_response();
  first.read_response();
  CHECK(said == "in time");
}

}  // namespace assay::test

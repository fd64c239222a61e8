#include "contracts/live/live_server.h"
#include "tests/catch.h"
#include "tests/raw_server.h"

namespace assay::test {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using Why = NoResponse::Why;

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

Target target_of(const RawServer& server, std::chrono::milliseconds timeout = 10s) {
  return {.host = "127.0.0.1", .port = server.port(), .timeout = timeout};
}

Response response(const Outcome& outcome) {
  if (const auto* none = std::get_if<NoResponse>(&outcome)) FAIL(to_text(none->why) << ": " << none->detail);
  return std::get<Response>(outcome);
}

NoResponse none(const Outcome& outcome) {
  REQUIRE(std::holds_alternative<NoResponse>(outcome));
  return std::get<NoResponse>(outcome);
}

// What comes of an answer of these bytes, after which the connection ends.
NoResponse none_from(const std::string& bytes) {
  RawServer server(once(bytes));
  return none(live_server(target_of(server))({}));
}

}  // namespace

TEST_CASE("nobody listening is refused, with the reason") {
  int port = 0;
  { port = RawServer(always(ok)).port(); }
  const NoResponse answer = none(live_server({.host = "127.0.0.1", .port = port})({}));
  CHECK(answer.why == Why::refused);
  CHECK_THAT(answer.detail, Catch::Contains("refused"));
}

TEST_CASE("an answer that ends too early is cut off") {
  for (const char* bytes :
       {"", "HTTP/1.", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n"}) {
    INFO(bytes);
    CHECK(none_from(bytes).why == Why::cut_off);
  }
}

TEST_CASE("a kept connection that ends without an answer is the server's right, and the last one that is kept") {
  for (const bool reset : {false, true}) {
    RawServer server([reset](Peer& peer) {
      for (int i = 0; i < 3; ++i)
        if (peer.read_request().empty() || !peer.send(ok)) return;
      peer.read_request();  // it came too late: the connection is given up
      if (reset) peer.reset_at_close();
    });
    const Handler handler = live_server(target_of(server));
    for (int i = 0; i < 3; ++i) CHECK(response(handler({})).body == "hi");
    const NoResponse lost = none(handler({.method = "POST"}));
    CHECK(lost.why == Why::let_go);
    CHECK_THAT(lost.detail, Catch::Contains("may have been handled"));
    CHECK(server.connections() == 1);  // a POST does not go out again
    for (int i = 0; i < 5; ++i) CHECK(response(handler({})).body == "hi");
    CHECK(server.connections() == 6);
  }
}

TEST_CASE("a kept connection that ends inside an answer is cut off") {
  RawServer server([](Peer& peer) {
    if (!peer.read_request().empty() && peer.send(ok) && !peer.read_request().empty()) peer.send("HTTP/1.1 200 O");
  });
  const Handler handler = live_server(target_of(server));
  CHECK(response(handler({})).body == "hi");
  CHECK(none(handler({})).why == Why::cut_off);
}

TEST_CASE("what is not HTTP/1.x is unreadable") {
  const std::string head = "HTTP/1.1 200 OK\r\n";
  for (const std::string& bytes : {"<html>HTTP/0.9</html>"s,
                                   "SSH-2.0-OpenSSH\r\n"s,
                                   "HTTP/2.0 200 OK\r\n\r\n"s,
                                   "\0\0"s,
                                   "HTTP/1.1 20 OK\r\n\r\n"s,
                                   "HTTP/1.1 2000 OK\r\n\r\n"s,
                                   "HTTP/1.1 099 OK\r\n\r\n"s,
                                   "HTTP/1.1 200 OK\nA: b\n\n"s,
                                   head + "no colon\r\n\r\n",
                                   head + "A : b\r\n\r\n",
                                   head + "Content-Length: 1x\r\n\r\na",
                                   head + "Content-Length: -1\r\n\r\na",
                                   head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                                   head + "Transfer-Encoding: gzip\r\n\r\n",
                                   head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                                   head + "Transfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n0\r\n\r\n",
                                   head + "Transfer-Encoding: chunked\r\n\r\n2\r\nab0\r\n\r\n",
                                   head + "Transfer-Encoding: chunked\r\n\r\n2\nab\n0\n\n",
                                   head + "Transfer-Encoding: chunked\r\n\r\n2 x\r\nab\r\n0\r\n\r\n",
                                   head + "Transfer-Encoding: chunked\r\n\r\n11111111111111111\r\na",
                                   head + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nno trailer\r\n\r\n",
                                   head + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX: y\n\r\n"}) {
    INFO(bytes);
    const NoResponse answer = none_from(bytes);
    CHECK(answer.why == Why::unreadable);
    CHECK_FALSE(answer.detail.empty());
  }
}

TEST_CASE("endless heads and bodies end at a limit, in bounded memory") {
  const auto endless = [](const std::string& start, const std::string& more) {
    return [=](Peer& peer) {
      for (bool going = peer.send(start); going;) going = peer.send(more);
    };
  };
  const std::string head = "HTTP/1.1 200 OK\r\n";
  const std::string much(100000, 'x');
  for (const auto& [start, more] :
       std::vector<std::pair<std::string, std::string>>{{head, "X-More: and more\r\n"},
                                                        {"HTTP/1.1 200 ", much},
                                                        {head + "X: ", much},
                                                        {head + "\r\n", much},
                                                        {head + "Content-Length: 209715200\r\n\r\n", much},
                                                        {head + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"},
                                                        {head + "Transfer-Encoding: chunked\r\n\r\n1;", much},
                                                        {head + "Transfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n"},
                                                        {"", "HTTP/1.1 100 Continue\r\n\r\n"}}) {
    RawServer server(endless(start, more));
    Target target = target_of(server);
    target.max_body = 1 << 20;
    INFO(start << more.substr(0, 30));
    CHECK(none(live_server(target)({})).why == Why::unreadable);
  }
}

TEST_CASE("a body may be as large as the limit and not a byte larger, however it is framed") {
  const std::string head = "HTTP/1.1 200 OK\r\n";
  for (const std::string& answer :
       {std::string(ok), head + "Transfer-Encoding: chunked\r\n\r\n1\r\nh\r\n1\r\ni\r\n0\r\n\r\n"}) {
    RawServer server(always(answer));
    Target target = target_of(server);
    target.max_body = 2;
    CHECK(response(live_server(target)({})).body == "hi");
    target.max_body = 1;
    CHECK(none(live_server(target)({})).why == Why::unreadable);
  }
}

TEST_CASE("a body that is said to be too large is not waited for") {
  RawServer server([](Peer& peer) {
    peer.read_request();
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 209715200\r\n\r\n");
    peer.wait_for_close();
  });
  CHECK(none(live_server(target_of(server))({})).why == Why::unreadable);
}

TEST_CASE("the time allowed is for the whole exchange") {
  const auto in_time = [](const test::Script& script) {
    RawServer server(script);
    const auto begun = std::chrono::steady_clock::now();
    const NoResponse answer = none(live_server(target_of(server, 150ms))({}));
    CHECK(std::chrono::steady_clock::now() - begun < 5s);
    CHECK(answer.why == Why::timed_out);
    CHECK_THAT(answer.detail, Catch::Contains("150 ms"));
  };
  in_time([](Peer& peer) { peer.wait_for_close(); });
  in_time([](Peer& peer) { peer.drip("HTTP/1.1 200 OK\r\nX: " + std::string(5000, 'y'), 20ms); });
  in_time([](Peer& peer) { peer.drip("HTTP/1.1 200 OK\r\n\r\n" + std::string(5000, 'y'), 5ms); });
  in_time([](Peer& peer) {
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi");
    peer.wait_for_close();
  });
}

}  // namespace assay::test

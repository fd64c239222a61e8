#include "contracts/live/live_server.h"

#include <future>

#include "contracts/documents/place.h"
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

Outcome ask(const RawServer& server, const Request& request = {}) { return live_server(target_of(server))(request); }

Response response(const Outcome& outcome) {
  if (const auto* none = std::get_if<NoResponse>(&outcome)) FAIL(to_text(none->why) << ": " << none->detail);
  return std::get<Response>(outcome);
}

NoResponse none(const Outcome& outcome) {
  REQUIRE(std::holds_alternative<NoResponse>(outcome));
  return std::get<NoResponse>(outcome);
}

}  // namespace

TEST_CASE("an answer comes back as it was sent: order, case, duplicates, raw and empty values") {
  RawServer server(always("HTTP/1.1 299 So So\r\nX-b: %41%2F\r\nA:\r\nx-B:  two  \r\nCONTENT-length: 3\r\n\r\na\0b"s));
  const Response answer = response(ask(server));
  CHECK(answer.status == 299);
  CHECK(answer.reason == "So So");
  CHECK(answer.headers == Headers{{"X-b", "%41%2F"}, {"A", ""}, {"x-B", "two"}, {"CONTENT-length", "3"}});
  CHECK(answer.body == std::string("a\0b", 3));
}

TEST_CASE("the raw target goes out exactly as given") {
  RawServer server(always(ok));
  const Handler handler = live_server(target_of(server));
  const std::vector<std::string> raw = {
      "/a%2Fb",          "//",   "/a//b", "/../a/./b", "/[1]", "/\"",
      "/a?b=c%20d",      "/%zz", "*",     "/\xC3\xA4", "/#x",  "/" + std::string(10000, '7'),
      "/a?x[]=\"|^`{}\\"};
  for (const std::string& target : raw) {
    response(handler({.target = target}));
    CHECK(server.requests().back().substr(0, target.size() + 15) == "GET " + target + " HTTP/1.1\r\n");
  }
  CHECK(server.requests().size() == raw.size());
}

TEST_CASE("the base path stands before every target") {
  RawServer server(always(ok));
  Target target = target_of(server);
  target.base_path = "/v1";
  response(live_server(target)({.target = "/x?y"}));
  CHECK_THAT(server.requests().at(0), Catch::StartsWith("GET /v1/x?y HTTP/1.1\r\n"));
}

TEST_CASE("any method goes out, and an answer to HEAD has no body whatever it claims") {
  RawServer server(always("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  const Handler handler = live_server(target_of(server));
  for (const char* method : {"TRACE", "FOO", "get", "DELETE", "M-SEARCH", "CONNECT"}) {
    response(handler({.method = method, .target = "/x"}));
    CHECK_THAT(server.requests().back(), Catch::StartsWith(std::string(method) + " /x HTTP/1.1\r\n"));
  }
  RawServer claiming(always("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"));
  CHECK(response(ask(claiming, {.method = "HEAD"})).body.empty());
}

TEST_CASE("headers go out in their order, duplicates kept, and the request's own win") {
  RawServer server(always(ok));
  const Headers headers{{"Z", "1"}, {"host", "else.where"}, {"a", "2"},
                        {"Z", "3"}, {"User-Agent", "me"},   {"empty", ""}};
  response(ask(server, {.method = "POST", .target = "/", .headers = headers, .body = "{}"}));
  CHECK(server.requests().at(0) ==
        "POST / HTTP/1.1\r\nZ: 1\r\nhost: else.where\r\na: 2\r\nZ: 3\r\nUser-Agent: me\r\nempty: \r\nAccept-Encoding: "
        "identity\r\nContent-Length: 2\r\n\r\n{}");
}

TEST_CASE("no content coding is asked for, unless the request asks for one itself") {
  RawServer server(always(ok));
  response(ask(server, {}));
  CHECK_THAT(server.requests().at(0), Catch::Contains("\r\nAccept-Encoding: identity\r\n"));
  response(ask(server, {.headers = {{"accept-encoding", "br"}}}));
  CHECK_THAT(server.requests().at(1), Catch::Contains("\r\naccept-encoding: br\r\n"));
  CHECK_THAT(server.requests().at(1), !Catch::Contains("identity"));
}

TEST_CASE("a POST without a body says Content-Length: 0, a GET says nothing of it") {
  RawServer server(always(ok));
  const std::string host = "Host: 127.0.0.1:" + std::to_string(server.port());
  response(ask(server, {.method = "POST"}));
  response(ask(server, {.method = "GET"}));
  const std::string rest = "\r\nAccept-Encoding: identity\r\nUser-Agent: assay\r\n";
  CHECK(server.requests().at(0) == "POST / HTTP/1.1\r\n" + host + rest + "Content-Length: 0\r\n\r\n");
  CHECK(server.requests().at(1) == "GET / HTTP/1.1\r\n" + host + rest + "\r\n");
}

TEST_CASE("a request that HTTP/1.1 cannot carry is kept back") {
  RawServer server(always(ok));
  const std::vector<Request> bad = {
      {.target = "/a b"},        {.target = "/a\r\nX: y"}, {.target = ""},
      {.method = "GE T"},        {.method = ""},           {.headers = {{"A", "b\r\nC: d"}}},
      {.headers = {{"A:", "b"}}}};
  for (const Request& request : bad) {
    CHECK(none(ask(server, request)).why == Why::not_sent);
    CHECK_FALSE(none(ask(server, request)).detail.empty());
  }
  CHECK(server.requests().empty());
}

TEST_CASE("a redirect is an answer, not an order") {
  RawServer server(always("HTTP/1.1 307 Go\r\nLocation: /%65lse\r\nContent-Length: 0\r\n\r\n"));
  const Response answer = response(ask(server, {.method = "POST"}));
  CHECK(answer.status == 307);
  CHECK(find_header(answer.headers, "location") == "/%65lse");
  CHECK(server.requests().size() == 1);
}

TEST_CASE("bodies end where HTTP says: chunked, with the connection, not at all") {
  RawServer chunked(
      always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\n\r\n\r\n0\r\n\r\n"));
  CHECK(response(ask(chunked)).body == "abc\r\n");
  RawServer closing(once("HTTP/1.0 200 OK\r\n\r\nall of it"));
  CHECK(response(ask(closing)).body == "all of it");
  for (const char* empty :
       {"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"}) {
    RawServer bodiless(always(empty));
    CHECK(response(ask(bodiless)).body.empty());
  }
}

TEST_CASE("trailers and extensions of a chunked body are read and left out, and the connection is kept") {
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string& body :
       {"3\r\nabc\r\n0\r\nX-Checksum: 900150983cd24fb0\r\nEmpty:\r\n\r\n"s, "3 ; a=\"b\";c\r\nabc\r\n000;last\r\n\r\n"s,
        "1\r\na\r\n02  \r\nbc\r\n0\r\nX: " + std::string(60000, 'x') + "\r\n\r\n"}) {
    RawServer server(always(chunked + body));
    const Handler handler = live_server(target_of(server));
    for (int i = 0; i < 3; ++i) CHECK(response(handler({})).body == "abc");
    CHECK(response(handler({})).headers == Headers{{"Transfer-Encoding", "chunked"}});
    CHECK(server.connections() == 1);
  }
}

TEST_CASE("a compressed body stays as it came") {
  RawServer server(always("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nzzzz"));
  CHECK(response(ask(server)).body == "zzzz");
}

TEST_CASE("interim answers are passed over") {
  RawServer server(always("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + ok));
  const Response answer = response(ask(server));
  CHECK(answer.status == 200);
  CHECK(answer.body == "hi");
}

TEST_CASE("a connection is kept and used again") {
  RawServer server(always(ok));
  const Handler handler = live_server(target_of(server));
  for (int i = 0; i < 5; ++i) CHECK(response(handler({})).body == "hi");
  CHECK(server.connections() == 1);
}

TEST_CASE("an idle connection that the server closed is replaced before anything is sent") {
  RawServer server(once(ok));
  const Handler handler = live_server(target_of(server));
  for (std::size_t i = 1; i <= 5; ++i) {
    CHECK(response(handler({.method = "POST"})).body == "hi");
    while (server.closed() < i) std::this_thread::yield();
  }
  CHECK(server.requests().size() == 5);
  CHECK(server.connections() == 5);
}

TEST_CASE("a POST is never sent twice, however the connection ends") {
  RawServer server([](Peer& peer) {
    peer.read_request();
    if (peer.number() % 2 == 1) peer.reset_at_close();
  });
  const Handler handler = live_server(target_of(server));
  for (int i = 0; i < 4; ++i) CHECK(none(handler({.method = "POST", .body = "x"})).why == Why::cut_off);
  CHECK(server.requests().size() == 4);

  RawServer second([](Peer& peer) {  // answers once, then closes on the second request of the connection
    if (!peer.read_request().empty() && peer.send(ok)) peer.read_request();
  });
  const Handler keeping = live_server(target_of(second));
  response(keeping({.method = "POST"}));
  CHECK(none(keeping({.method = "POST"})).why == Why::let_go);
  CHECK(second.requests().size() == 2);
}

TEST_CASE("bytes after an answer are never taken for the next one, and end the connection") {
  const std::string smuggled = "HTTP/1.1 500 Smuggled\r\nContent-Length: 0\r\n\r\n";
  RawServer at_once(always(ok + smuggled));
  const Handler handler = live_server(target_of(at_once));
  for (int i = 0; i < 3; ++i) CHECK(response(handler({})).status == 200);
  CHECK(at_once.connections() == 3);

  std::atomic<bool> answered{false};
  std::atomic<bool> spoke_again{false};
  RawServer later([&](Peer& peer) {
    peer.read_request();
    peer.send(ok);
    while (!answered) std::this_thread::yield();
    peer.send(smuggled);
    spoke_again = true;
    peer.wait_for_close();
  });
  const Handler second = live_server(target_of(later));
  const Outcome first = second({});
  answered = true;
  CHECK(response(first).status == 200);
  while (!spoke_again) std::this_thread::yield();
  CHECK(response(second({})).status == 200);
}

TEST_CASE("an answer before the whole request was read is still an answer") {
  RawServer server([](Peer& peer) {
    peer.send("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    peer.wait_for_close();
  });
  CHECK(response(ask(server, {.method = "POST"})).status == 413);
}

TEST_CASE("a handler serves many threads, each with a connection of its own") {
  RawServer server([](Peer& peer) {
    for (std::string request; !(request = peer.read_request()).empty();) {
      const std::string path = request.substr(4, request.find(' ', 4) - 4);
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(path.size()) + "\r\n\r\n" + path);
    }
  });
  const Handler handler = live_server(target_of(server));
  std::vector<std::future<int>> lanes;
  for (int lane = 0; lane < 8; ++lane) {
    lanes.push_back(std::async(std::launch::async, [&handler, lane] {
      int right = 0;
      for (int i = 0; i < 50; ++i) {
        const std::string path = "/" + std::to_string(lane) + "/" + std::to_string(i);
        const Outcome outcome = handler({.target = path});
        const auto* answer = std::get_if<Response>(&outcome);
        right += answer != nullptr && answer->body == path ? 1 : 0;
      }
      return right;
    }));
  }
  for (auto& lane : lanes) CHECK(lane.get() == 50);
  CHECK(server.connections() <= 8);
}

}  // namespace assay::test

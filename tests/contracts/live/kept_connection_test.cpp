// What the client makes of interim answers, and of connections after an error.
#include "contracts/live/live_server.h"
#include "tests/catch.h"
#include "tests/raw_server.h"

namespace assay::test {
namespace {

const Request post{.method = "POST", .target = "/a"};

Handler client_of(const test::RawServer& server) {
  return live_server({.scheme = "http", .host = "127.0.0.1", .port = server.port()});
}

}  // namespace

TEST_CASE("a 101 is an answer, and no interim one that another follows") {
  const test::RawServer server(test::once("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"));
  const Outcome outcome = client_of(server)(post);
  REQUIRE(std::holds_alternative<Response>(outcome));
  CHECK(std::get<Response>(outcome).status == 101);
}

TEST_CASE("no connection is used again after a 5xx, and each is after a 4xx") {
  for (const auto& [status, connections] : {std::pair{"500 X", 3U}, std::pair{"503 X", 3U}, std::pair{"404 X", 1U}}) {
    const test::RawServer server(test::always("HTTP/1.1 " + std::string(status) + "\r\nContent-Length: 0\r\n\r\n"));
    const Handler client = client_of(server);
    for (int i = 0; i < 3; ++i) CHECK(std::holds_alternative<Response>(client(post)));
    INFO(status);
    CHECK(server.connections() == connections);
  }
}

}  // namespace assay::test

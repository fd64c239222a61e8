#include "mock/http/request_parser.h"

#include "tests/catch.h"

namespace assay::test {
using State = RequestParser::State;

namespace {

// Feeds `bytes` in pieces, as a connection does, and stops at a whole or refused request. What is left of the bytes
// stays.
void feed(RequestParser& parser, std::string& bytes, std::size_t piece) {
  std::size_t known = 0;
  while (known < bytes.size() && parser.state() != State::complete && parser.state() != State::refused) {
    known = std::min(known + piece, bytes.size());
    const std::size_t used = parser.feed(std::string_view(bytes).substr(0, known));
    bytes.erase(0, used);
    known -= used;
  }
}

Request parsed(std::string bytes, std::size_t piece = 1 << 20) {
  RequestParser parser({});
  feed(parser, bytes, piece);
  REQUIRE(parser.state() == State::complete);
  return parser.request();
}

int refusal_of(std::string bytes, std::size_t piece = 1 << 20) {
  RequestParser parser({});
  feed(parser, bytes, piece);
  return parser.state() == State::refused ? parser.refusal() : 0;
}

std::string post(const std::string& headers, const std::string& body = "") {
  return "POST /a HTTP/1.1\r\n" + headers + "\r\n" + body;
}

}  // namespace

TEST_CASE("a request arrives as it was sent") {
  const Request request =
      parsed("pOsT /a%2f?x HTTP/1.1\r\nHoSt: a\r\nX:  two words \r\nX:\r\nContent-Length: 2\r\n\r\nhi");
  CHECK(request == Request{.method = "pOsT",
                           .target = "/a%2f?x",
                           .headers = {{"HoSt", "a"}, {"X", "two words"}, {"X", ""}, {"Content-Length", "2"}},
                           .body = "hi"});
}

TEST_CASE("the pieces in which a request comes make no difference") {
  const std::string chunked =
      post("Host: a\r\nTransfer-Encoding: chunked\r\n", "5;name=\"v\"\r\nhello\r\n1\r\n!\r\n0\r\nX-Trailer: t\r\n\r\n");
  for (const std::size_t piece : {1, 2, 3, 4, 5, 7, 64}) CHECK(parsed(chunked, piece) == parsed(chunked));
  CHECK(parsed(post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), 1).body.empty());
}

TEST_CASE("chunk extensions and trailers are dropped") {
  const Request request =
      parsed(post("Transfer-Encoding: Chunked\r\n", "5;a=b\r\nhello\r\n0;c\r\nX-Trailer: t\r\n\r\n"));
  CHECK(request.body == "hello");
  CHECK(request.headers == Headers{{"Transfer-Encoding", "Chunked"}});
}

TEST_CASE("a request without length has no body") {
  RequestParser parser({});
  std::string two = post("Host: a\r\n") + post("Host: b\r\n");
  feed(parser, two, 1 << 20);
  CHECK(parser.request().headers[0].value == "a");
  parser.next();
  feed(parser, two, 1 << 20);
  CHECK(parser.request().headers[0].value == "b");
  CHECK(two.empty());
}

TEST_CASE("empty lines before a request are skipped") { CHECK(parsed("\r\n\r\nGET / HTTP/1.0\r\n\r\n").target == "/"); }

TEST_CASE("framing that two readers could read two ways is refused") {
  CHECK(refusal_of(post("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n")) == 400);
  CHECK(refusal_of(post("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n")) == 400);
  CHECK(refusal_of(post("Content-Length: 2\r\nContent-Length: 3\r\n")) == 400);
  CHECK(refusal_of(post("Content-Length: 2, 3\r\n")) == 400);
  CHECK(refusal_of(post("Content-Length: +2\r\n")) == 400);
  CHECK(refusal_of(post("Content-Length: -2\r\n")) == 400);
  CHECK(refusal_of(post("Content-Length: 99999999999999999999\r\n")) == 400);
  CHECK(refusal_of(post("Transfer-Encoding: gzip\r\n")) == 400);
  CHECK(refusal_of(post("Transfer-Encoding: gzip, chunked\r\n")) == 400);
  CHECK(refusal_of(post("Transfer-Encoding: chunked, gzip\r\n")) == 400);
  CHECK(refusal_of(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")) == 400);
  CHECK(refusal_of("POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") == 400);
  CHECK(refusal_of(post("Transfer-Encoding: chunked\r\n", "x\r\n")) == 400);
  CHECK(refusal_of(post("Transfer-Encoding: chunked\r\n", "2\r\nhello\r\n")) == 400);
}

TEST_CASE("equal lengths are one length") {
  CHECK(parsed(post("Content-Length: 2\r\nContent-Length: 2\r\n", "hi")).body == "hi");
}

TEST_CASE("what is no HTTP/1.x is refused") {
  for (const auto* bytes :
       {"GARBAGE\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/2.0\r\n\r\n", "GET / FTP/1.1\r\n\r\n",
        "GET  / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1 \r\n\r\n", "GET / HTTP/1.1\n\n", "G@T / HTTP/1.1\r\n\r\n",
        " GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nNo colon\r\n\r\n", "GET / HTTP/1.1\r\nSpace : a\r\n\r\n",
        "GET / HTTP/1.1\r\nA: \x01\r\n\r\n", "\x16\x03\x01\x02\r\n\r\n"}) {
    INFO(bytes);
    CHECK(refusal_of(bytes) == 400);
  }
}

TEST_CASE("bytes that can become no request are refused before a whole head came") {
  CHECK(refusal_of("\x16\x03\x01") == 400);
}

TEST_CASE("heads and bodies have their limits, in whatever pieces they come") {
  const std::string line = "X: " + std::string(995, 'a') + "\r\n";
  std::string lines;
  for (int i = 0; i < 40; ++i) lines += line;
  CHECK(refusal_of(post(lines)) == 431);
  CHECK(refusal_of(post(lines), 100) == 431);
  CHECK(refusal_of("POST /" + std::string(40000, 'a')) == 431);
  CHECK(refusal_of("POST /" + std::string(40000, 'a'), 1000) == 431);
  CHECK(parsed("POST /" + std::string(30000, 'a') + " HTTP/1.1\r\n\r\n").target.size() == 30001);
  CHECK(refusal_of(post("Content-Length: 1048577\r\n")) == 413);
  CHECK(parsed(post("Content-Length: 1048576\r\n", std::string(1048576, 'a')), 65536).body.size() == 1048576);
  CHECK(refusal_of(post("Transfer-Encoding: chunked\r\n", "100001\r\n")) == 413);
  CHECK(refusal_of(post("Transfer-Encoding: chunked\r\n", "1;" + std::string(70000, 'x')), 1000) == 400);
}

TEST_CASE("a client that waits for 100 is known until its body comes") {
  RequestParser parser({});
  std::string head = post("Expect: 100-continue\r\nContent-Length: 2\r\n");
  feed(parser, head, 1 << 20);
  CHECK(parser.awaits_continue());
  std::string body = "h";
  feed(parser, body, 1);
  CHECK_FALSE(parser.awaits_continue());
}

TEST_CASE("connections persist as HTTP/1.1 and 1.0 say") {
  const auto keeps = [](std::string bytes) {
    RequestParser parser({});
    feed(parser, bytes, 1 << 20);
    return parser.keeps_alive();
  };
  CHECK(keeps("GET / HTTP/1.1\r\n\r\n"));
  CHECK_FALSE(keeps("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"));
  CHECK_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
  CHECK(keeps("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
}

}  // namespace assay::test

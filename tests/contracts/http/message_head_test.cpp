#include "contracts/http/message_head.h"

#include "tests/catch.h"

namespace assay::test {
namespace {

using Body = ResponseHead::Body;

ResponseHead read(const std::string& lines, std::string_view method = "POST") {
  return read_response_head("HTTP/1.1 " + lines + "\r\n", method);
}

}  // namespace

TEST_CASE("a folded header line is one value, as RFC 9112 5.2 asks of a user agent") {
  CHECK(read("200 OK\r\nA: one\r\n  two\r\n\tthree\r\n").response.headers == Headers{{"A", "one two three"}});
  CHECK_FALSE(read("200 OK\r\n A: b\r\n").fault.empty());
}

TEST_CASE("how a body ends follows RFC 9112 6.3") {
  CHECK(read("200 OK\r\n").body == Body::until_close);
  CHECK(read("200 OK\r\nContent-Length: 5\r\n").length == 5);
  CHECK(read("200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n").length == 5);
  CHECK(read("200 OK\r\ntransfer-encoding: Chunked\r\nContent-Length: 5\r\n").body == Body::chunked);
  for (const char* status : {"101 X", "204 X", "304 X"})
    CHECK(read(std::string(status) + "\r\nContent-Length: 5\r\n").body == Body::none);
  CHECK(read("200 OK\r\nContent-Length: 5\r\n", "HEAD").body == Body::none);
  CHECK(read("200 OK\r\n", "CONNECT").body == Body::none);
  CHECK(read("405 No\r\nContent-Length: 5\r\n", "CONNECT").body == Body::length);
  CHECK_FALSE(read("200 OK\r\nContent-Length: 99999999999999999999999\r\n").fault.empty());
  CHECK_FALSE(read("200 OK\r\nContent-Length:\r\n").fault.empty());
}

TEST_CASE("a server that will not keep the connection is understood") {
  CHECK_FALSE(read("204 X\r\n").closes);
  CHECK(read("204 X\r\nConnection: foo , CLOSE\r\n").closes);
  CHECK(read("200 OK\r\n").closes);
  CHECK(read_response_head("HTTP/1.0 204 X\r\n\r\n", "GET").closes);
  CHECK_FALSE(read_response_head("HTTP/1.0 204 X\r\nConnection: keep-alive\r\n\r\n", "GET").closes);
}

TEST_CASE("a status line needs no reason") {
  CHECK(read("200\r\n").response.reason.empty());
  CHECK(read("200 \r\n").response.reason.empty());
  CHECK(read("200  two words \r\n").response.reason == " two words ");
}

TEST_CASE("the end of a head is found wherever the reading stopped before") {
  const std::string head = "HTTP/1.1 200 OK\r\nA: b\r\n\r\n";
  CHECK(find_head_end(head + "\r\n\r\n") == head.size());
  CHECK(find_head_end("a\n\nb") == 3);
  for (std::size_t cut = 0; cut < head.size(); ++cut) {
    CHECK(find_head_end(head.substr(0, cut)) == std::string::npos);
    CHECK(find_head_end(head, cut < 2 ? 0 : cut - 2) == (cut < head.size() ? head.size() : std::string::npos));
  }
}

TEST_CASE("a mangled head never passes, and never crashes") {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n";
  for (std::size_t cut = 0; cut < head.size(); ++cut)
    CHECK_FALSE(read_response_head(head.substr(0, cut), "GET").fault.empty());
  for (std::size_t at = 0; at < head.size(); ++at) {
    std::string mangled = head;
    mangled[at] = '\0';
    read_response_head(mangled, "GET");
  }
  CHECK(read_response_head(head, "GET").fault.empty());
}

}  // namespace assay::test

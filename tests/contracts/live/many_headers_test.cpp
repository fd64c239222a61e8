// A history keeps every head: an answer of thousands of tiny headers is no answer.
#include "contracts/http/message_head.h"
#include "contracts/live/live_server.h"
#include "tests/catch.h"
#include "tests/raw_server.h"

namespace assay::test {
namespace {

std::string head_of(std::size_t fields) {
  std::string head = "HTTP/1.1 204 No\r\n";
  for (std::size_t i = 0; i < fields; ++i) head += "a:\r\n";
  return head + "\r\n";
}

}  // namespace

TEST_CASE("a head of up to 1000 fields is read, and one of more is a fault that says so") {
  CHECK(read_response_head(head_of(max_fields), "POST").response.headers.size() == max_fields);
  CHECK_THAT(read_response_head(head_of(max_fields + 1), "POST").fault,
             Catch::Contains("more than 1000 header fields"));
}

TEST_CASE("a live server that answers with 15,000 tiny headers gave no usable answer") {
  test::RawServer server(test::once(head_of(15000)));
  const Outcome outcome = live_server({.host = "127.0.0.1", .port = server.port()})({});
  REQUIRE(std::holds_alternative<NoResponse>(outcome));
  CHECK(std::get<NoResponse>(outcome).why == NoResponse::Why::unreadable);
  CHECK_THAT(std::get<NoResponse>(outcome).detail, Catch::Contains("header fields"));
}

TEST_CASE("trailers are counted too") {
  const auto answer_of = [](std::size_t trailers) {
    std::string answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
    for (std::size_t i = 0; i < trailers; ++i) answer += "a:\r\n";
    test::RawServer server(test::once(answer + "\r\n"));
    return live_server({.host = "127.0.0.1", .port = server.port()})({});
  };
  CHECK(std::holds_alternative<Response>(answer_of(max_fields)));
  CHECK(std::holds_alternative<NoResponse>(answer_of(max_fields + 1)));
}

}  // namespace assay::test

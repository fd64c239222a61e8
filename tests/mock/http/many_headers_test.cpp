// Memory that a request's head takes is bounded by its fields as well as by its bytes.
#include "mock/http/request_parser.h"
#include "tests/catch.h"

namespace assay::test {
using State = RequestParser::State;

namespace {

std::string fields(std::size_t count) {
  std::string lines;
  for (std::size_t i = 0; i < count; ++i) lines += "a:\r\n";
  return lines;
}

// 0: the request is whole.
int refusal_of(const std::string& bytes) {
  RequestParser parser({});
  for (std::size_t used = 0; used < bytes.size() && parser.state() != State::complete;) {
    const std::size_t taken = parser.feed(std::string_view(bytes).substr(used));
    if (parser.state() == State::refused) return parser.refusal();
    if (taken == 0) break;
    used += taken;
  }
  CHECK(parser.state() == State::complete);
  return 0;
}

std::string with_head(const std::string& lines) { return "POST /a HTTP/1.1\r\n" + lines + "\r\n"; }

std::string with_trailers(const std::string& lines) {
  return "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + lines + "\r\n";
}

}  // namespace

TEST_CASE("a request of many tiny headers is refused with 431, however few bytes they are") {
  const std::size_t most = RequestLimits{}.fields;
  CHECK(refusal_of(with_head(fields(most))) == 0);
  CHECK(refusal_of(with_head(fields(most + 1))) == 431);
  CHECK(refusal_of(with_head(fields(6000))) == 431);
}

TEST_CASE("trailers count as headers do") {
  const std::size_t most = RequestLimits{}.fields;
  CHECK(refusal_of(with_trailers(fields(most - 1))) == 0);
  CHECK(refusal_of(with_trailers(fields(most))) == 431);
}

TEST_CASE("each request of a connection has the whole limit") {
  RequestParser parser({});
  const std::string request = with_head(fields(RequestLimits{}.fields));
  for (int i = 0; i < 3; ++i) {
    CHECK(parser.feed(request) == request.size());
    CHECK(parser.state() == State::complete);
    parser.next();
  }
}

}  // namespace assay::test

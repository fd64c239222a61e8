#include "contracts/http/http.h"

#include "contracts/http/history.h"
#include "tests/catch.h"

namespace assay::test {

TEST_CASE("a header is found whatever its case, and the first of several wins") {
  const Headers headers{{"X-A", "1"}, {"content-TYPE", "text/plain"}, {"Content-Type", "text/html"}};
  CHECK(find_header(headers, "Content-Type") == "text/plain");
  CHECK(find_header(headers, "x-a") == "1");
  CHECK_FALSE(find_header(headers, "X-"));
  CHECK_FALSE(find_header({}, "X-A"));
}

TEST_CASE("only ASCII letters are compared without case") {
  CHECK(equal_ignoring_case("Retry-After", "rETRY-aFTER"));
  CHECK(equal_ignoring_case("", ""));
  CHECK_FALSE(equal_ignoring_case("a", "ab"));
  CHECK_FALSE(equal_ignoring_case("@[", "`{"));
  CHECK_FALSE(equal_ignoring_case("\xC3\x84", "\xC3\xA4"));
}

TEST_CASE("percent-decoding happens once and leaves bad escapes as they are") {
  CHECK(percent_decode("a%2Fb") == "a/b");
  CHECK(percent_decode("%2f%2F") == "//");
  CHECK(percent_decode("%252F") == "%2F");
  CHECK(percent_decode("%00") == std::string(1, '\0'));
  CHECK(percent_decode("%FF%c3") == "\xFF\xC3");
  CHECK(percent_decode("1+1") == "1+1");
  for (const char* bad : {"%", "%2", "%zz", "%2g", "%g2", "a%", "%%", "% 20"}) CHECK(percent_decode(bad) == bad);
  CHECK(percent_decode("%%41") == "%A");
  CHECK(percent_decode("").empty());
}

TEST_CASE("the path of a target ends at the first question mark") {
  CHECK(path_of("/a/b?c=d?e") == "/a/b");
  CHECK(path_of("/a") == "/a");
  CHECK(path_of("?").empty());
  CHECK(path_of("/a%3Fb") == "/a%3Fb");
}

TEST_CASE("each reason for no answer has words of its own") {
  CHECK(to_text(NoResponse::Why::refused) == "refused");
  CHECK(to_text(NoResponse::Why::timed_out) == "timed out");
  CHECK(to_text(NoResponse::Why::cut_off) == "cut off");
  CHECK(to_text(NoResponse::Why::not_sent) == "not sent");
}

TEST_CASE("the response of an exchange is there only when one came") {
  Exchange exchange;
  CHECK(response_of(exchange) == nullptr);
  exchange.outcome = Response{.status = 204};
  REQUIRE(response_of(exchange) != nullptr);
  CHECK(response_of(exchange)->status == 204);
}

}  // namespace assay::test

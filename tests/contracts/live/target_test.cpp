#include "contracts/documents/place.h"
#include "contracts/live/live_server.h"
#include "tests/catch.h"

namespace assay::test {

using Catch::Contains;

TEST_CASE("a target URL is taken apart, and its parts make the same URL") {
  const Target target = parse_target("https://api.example.com:8443/v1/");
  CHECK(target.scheme == "https");
  CHECK(target.host == "api.example.com");
  CHECK(target.port == 8443);
  CHECK(target.base_path == "/v1");
  CHECK(to_url(target) == "https://api.example.com:8443/v1");
  CHECK(parse_target("https://a").port == 443);
  CHECK(parse_target("HTTP://a/").port == 80);
  CHECK(to_url(parse_target("http://a:80/")) == "http://a");
  CHECK(parse_target("http://[::1]:4010/x").host == "::1");
  CHECK(to_url(parse_target("http://[::1]:4010/x")) == "http://[::1]:4010/x");
}

TEST_CASE("a URL that is no target is refused with what is wrong and what to write") {
  CHECK_THROWS_WITH(parse_target("localhost:4010"), Contains("http://localhost:4010"));
  CHECK_THROWS_WITH(parse_target(""), Contains("scheme"));
  CHECK_THROWS_WITH(parse_target("ftp://a"), Contains("http or https"));
  CHECK_THROWS_WITH(parse_target("http://"), Contains("no host"));
  CHECK_THROWS_WITH(parse_target("http://:80"), Contains("no host"));
  CHECK_THROWS_WITH(parse_target("http://a?x=1"), Contains("query"));
  CHECK_THROWS_WITH(parse_target("http://a/b#c"), Contains("fragment"));
  CHECK_THROWS_WITH(parse_target("http://::1/"), Contains("brackets"));
  CHECK_THROWS_WITH(parse_target("http://[::1/"), Contains("not closed"));
  CHECK_THROWS_WITH(parse_target("http://[x]/"), Contains("no IPv6 address"));
  CHECK_THROWS_WITH(parse_target("http://[::1]80/"), Contains("port"));
  CHECK_THROWS_WITH(parse_target("http://a b/"), Contains("no host name"));
  CHECK_THROWS_WITH(parse_target("http://a/b c"), Contains("space"));
  for (const char* port : {"", "0", "65536", "-1", "80x", "+80", "99999999999"}) {
    CHECK_THROWS_WITH(parse_target(std::string("http://a:") + port), Contains("1 to 65535"));
  }
}

TEST_CASE("user info in a URL is refused and never echoed") {
  for (const char* url : {"http://me:s3cret@a/", "https://s3cret@a", "me:s3cret@a", "http://me:s3cret@a:x?y"}) {
    try {
      parse_target(url);
      FAIL("taken: " << url);
    } catch (const BadDocument& error) {
      CHECK_THAT(error.what(), !Contains("s3cret"));
    }
  }
}

TEST_CASE("loopback is 127.0.0.0/8, ::1 and localhost, and nothing that only looks like it") {
  for (const char* host : {"127.0.0.1", "127.255.0.9", "::1", "0:0::1", "localhost", "LocalHost"}) {
    CHECK(is_loopback({.host = host}));
  }
  for (const char* host : {"128.0.0.1", "127.0.0.1.example.com", "localhost.example.com", "::2", "", "10.0.0.1"}) {
    CHECK_FALSE(is_loopback({.host = host}));
  }
}

}  // namespace assay::test

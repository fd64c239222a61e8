#include "mock/faults/prefer.h"

#include "mock/http/delivery.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"

namespace assay::test {
using namespace std::chrono_literals;

namespace {

Handler a_preferring_mock() { return with_preferences(a_mock(), a_ground()); }

Response preferring(const Headers& headers, const std::string& id = "1") {
  return ask(a_preferring_mock(), a_rotation(id, headers));
}

Response preferring(const std::string& prefer) { return preferring(Headers{{"Prefer", prefer}}); }

}  // namespace

TEST_CASE("a preferred code is answered, and nothing is rotated") {
  const Handler mock = a_preferring_mock();
  const Response refused = ask(mock, a_rotation("1", {{"Prefer", "code=429"}}));
  CHECK(refused.status == 429);
  CHECK(refused.body == R"({"detail":"Rate limit exceeded","error":"rate_limited"})");
  CHECK(header(refused, "Preference-Applied") == "code=429");
  CHECK(ask(mock, a_rotation("1")).body == ask(a_mock(), a_rotation("1")).body);
}

TEST_CASE("a preferred wait delays the answer") {
  const Response late = preferring("wait=2");
  CHECK(late.status == 200);
  CHECK(header(late, "Preference-Applied") == "wait=2");
  REQUIRE(late.delivery);
  CHECK(late.delivery->delay == 2s);
}

TEST_CASE("preferences are read as RFC 7240 writes them") {
  for (const auto* text : {"code=503, wait=1", "respond-async, Code = \"503\"; x=1 , wait=1",
                           "wait=1,code=503,code=404", "foo=\"a, code=404\", code=503, wait=1"}) {
    INFO(text);
    const Response response = preferring(text);
    CHECK(response.status == 503);
    CHECK(header(response, "Preference-Applied") == "code=503, wait=1");
  }
  CHECK(preferring(Headers{{"Prefer", "wait=1"}, {"prefer", "code=503"}}).status == 503);
}

TEST_CASE("a wait is a minute at most, and says so") {
  CHECK(header(preferring("wait=86400"), "Preference-Applied") == "wait=60");
}

TEST_CASE("preferences that make no sense are ignored") {
  for (const auto* text : {"", "code", "code=", "code=200", "code=999", "code=abc", "code=5031", "wait=-1", "wait=1.5",
                           "return=minimal", ",,", "\"", "code=\"503"}) {
    INFO(text);
    const Response response = preferring(text);
    CHECK(response.status == 200);
    CHECK(header(response, "Preference-Applied") == "(none)");
    CHECK_FALSE(response.delivery);
  }
}

}  // namespace assay::test

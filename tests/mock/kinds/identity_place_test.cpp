#include "mock/kinds/identity_place.h"

#include "tests/catch.h"

namespace assay::test {
namespace {

using In = IdentityPart::In;

IdentityPart part(In in, const std::string& name) { return {.in = in, .name = name}; }

// What is there after `text` was put into the request.
std::optional<std::string> put_and_read(const IdentityPart& at, const std::string& text, Request request) {
  put_at(at, text, request);
  return text_at(at, request);
}

}  // namespace

TEST_CASE("a part of an identity is read where it stands, decoded, the first of two") {
  const Request request{.target = "/k?a=b+c%2F&a=2&d&e=",
                        .headers = {{"X-Key", "k%41"}, {"x-key", "2"}},
                        .body = R"({"key":{"id":17,"text":"t","no":null,"list":[1],"yes":true}})"};
  CHECK(text_at(part(In::query, "a"), request) == "b c/");
  CHECK_FALSE(text_at(part(In::query, "d"), request));
  CHECK_FALSE(text_at(part(In::query, "e"), request));
  CHECK(text_at(part(In::header, "x-KEY"), request) == "k%41");
  CHECK(text_at(part(In::body, "/key/id"), request) == "17");
  CHECK(text_at(part(In::body, "/key/text"), request) == "t");
  CHECK(text_at(part(In::body, "/key/yes"), request) == "true");
  for (const char* none : {"/key/no", "/key/list", "/key", "/other"})
    CHECK_FALSE(text_at(part(In::body, none), request));
  CHECK_FALSE(text_at(part(In::body, "/key/id"), {.body = "{"}));
  CHECK_FALSE(text_at(part(In::path, "a"), request));
}

TEST_CASE("a part of an identity is put where it stands, and all else stays") {
  Request request{.target = "/k?x=1&a=b&y=2", .headers = {{"A", "1"}, {"X-KEY", "old"}}, .body = R"({"f":1,"id":5})"};
  put_at(part(In::query, "a"), "c d", request);
  put_at(part(In::header, "X-Key"), "new", request);
  put_at(part(In::body, "/id"), "6", request);
  CHECK(request.target == "/k?x=1&a=c%20d&y=2");
  CHECK(request.headers.size() == 2);
  CHECK(find_header(request.headers, "x-key") == "new");
  CHECK(request.body == R"({"f":1,"id":6})");
  put_at(part(In::body, "/f/g"), "into a number", request);
  CHECK(request.body == R"({"f":1,"id":6})");
  CHECK(put_and_read(part(In::query, "a"), "&=", {.target = "/k"}) == "&=");
  CHECK(put_and_read(part(In::body, "/key/id"), "seven", {}) == "seven");
  CHECK(put_and_read(part(In::body, "/id"), "7", {.body = R"({"id":"text"})"}) == "7");
}

}  // namespace assay::test

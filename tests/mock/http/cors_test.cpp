#include "mock/http/cors.h"

#include "tests/catch.h"

namespace assay::test {
namespace {

const Handler inner = [](const Request& request) -> Outcome {
  return Response{.status = request.method == "OPTIONS" ? 405 : 200, .body = "{}"};
};

Response ask(const std::string& method, const Headers& headers, const std::string& origin = "http://localhost:5173") {
  const Outcome outcome = with_cors(inner, origin)({.method = method, .target = "/x", .headers = headers});
  return std::get<Response>(outcome);
}

std::string said(const Response& response, const char* name) {
  return std::string(find_header(response.headers, name).value_or("nothing"));
}

const Header ours{"Origin", "http://localhost:5173"}, others{"Origin", "http://localhost:5174"};
const Header asks{"Access-Control-Request-Method", "POST"};

}  // namespace

TEST_CASE("a preflight of the origin is answered for any method and the headers that it names") {
  const Response response = ask("OPTIONS", {ours, asks, {"Access-Control-Request-Headers", "authorization,x-a"}});
  CHECK(response.status == 204);
  CHECK(said(response, "Access-Control-Allow-Origin") == "http://localhost:5173");
  CHECK(said(response, "Access-Control-Allow-Methods") == "POST");
  CHECK(said(response, "Access-Control-Allow-Headers") == "authorization,x-a");
  CHECK(said(response, "Vary") == "Origin");
}

TEST_CASE("a page of another origin, and an OPTIONS that is no preflight, get what they got without CORS") {
  CHECK(ask("OPTIONS", {others, asks}).status == 405);
  CHECK(ask("OPTIONS", {ours}).status == 405);
  CHECK(said(ask("POST", {others}), "Access-Control-Allow-Origin") == "nothing");
  CHECK(said(ask("POST", {}), "Access-Control-Allow-Origin") == "nothing");
  CHECK(said(ask("POST", {ours}), "Access-Control-Allow-Origin") == "http://localhost:5173");
  CHECK(said(ask("POST", {others}, "*"), "Access-Control-Allow-Origin") == "*");
}

TEST_CASE("what a preflight asks for is said again only where it can stand in a header") {
  const Response odd = ask("OPTIONS", {ours, asks, {"Access-Control-Request-Headers", "a\x7f<b>"}});
  CHECK(said(odd, "Access-Control-Allow-Headers") == "nothing");
  CHECK(ask("OPTIONS", {ours, {"Access-Control-Request-Method", "PO ST"}}).status == 405);
}

TEST_CASE("an origin is a scheme and a host, or any") {
  for (const char* origin : {"*", "http://localhost:5173", "https://app.example.com", "http://[::1]:80"})
    CHECK(is_origin(origin));
  for (const char* none : {"", "localhost", "http://", "http://a/b", "ftp://a", "HTTP://a", "http://a b", "null"})
    CHECK_FALSE(is_origin(none));
}

}  // namespace assay::test

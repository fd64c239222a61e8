#include "contracts/live/proxy.h"

#include <map>

#include "contracts/live/live_server.h"
#include "tests/catch.h"
#include "tests/contracts/refusal.h"
#include "tests/raw_server.h"

namespace assay::test {
namespace {

using Variables = std::map<std::string, std::string>;

Environment of(Variables variables) {
  return [variables = std::move(variables)](const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? "" : found->second;
  };
}

// "variable host:port", or "" for a direct connection.
std::string chosen(const std::string& scheme, const Variables& variables) {
  const auto proxy = proxy_for(scheme, "api.example.com", of(variables));
  return proxy ? proxy->variable + ' ' + proxy->host + ':' + std::to_string(proxy->port) : "";
}

}  // namespace

TEST_CASE("the proxy of the environment is chosen as curl chooses it") {
  CHECK(chosen("https", {{"https_proxy", "http://a:1"}, {"HTTPS_PROXY", "http://b:2"}}) == "https_proxy a:1");
  CHECK(chosen("https", {{"HTTPS_PROXY", "http://b:2"}, {"all_proxy", "c:3"}}) == "HTTPS_PROXY b:2");
  CHECK(chosen("https", {{"https_proxy", ""}, {"all_proxy", "c:3"}}) == "all_proxy c:3");
  CHECK(chosen("https", {{"ALL_PROXY", "HTTP://[::1]:4/"}}) == "ALL_PROXY ::1:4");
  CHECK(chosen("https", {{"http_proxy", "http://a:1"}}).empty());
  CHECK(chosen("http", {{"http_proxy", "http://a:1"}, {"https_proxy", "http://b:2"}}) == "http_proxy a:1");
  CHECK(chosen("http", {{"HTTP_PROXY", "http://a:1"}}).empty());  // a client's header "Proxy" in a CGI program
  CHECK(chosen("http", {{"http_proxy", "http://a:1"}, {"NO_PROXY", "example.com"}}).empty());
  CHECK(chosen("http", {{"http_proxy", "a:1"}, {"no_proxy", "other"}, {"NO_PROXY", "*"}}) == "http_proxy a:1");
}

TEST_CASE("credentials of a proxy are decoded for its header, and stand in no text") {
  const auto proxy = proxy_for("https", "x", of({{"https_proxy", "http://me:p%40ss:w@ord@proxy:3128"}}));
  REQUIRE(proxy);
  CHECK(proxy->authorization == "Basic bWU6cEBzczp3QG9yZA==");  // me:p@ss:w@ord
  CHECK(to_url(*proxy) == "http://proxy:3128");
}

TEST_CASE("a proxy that cannot be used is refused by its variable, never its value") {
  for (const std::string value :
       {"socks5://u:canary@proxy:1080", "https://canary:1", "http://canary", "http://u:canary@[::1]", "http://a:0",
        "http://canary:port", "http://a:1/canary", "http://canary canary:1", "http://:1"}) {
    const std::string why = refusal([&] { proxy_for("https", "x", of({{"https_proxy", value}})); });
    INFO(value);
    CHECK_THAT(why, Catch::StartsWith("https_proxy of the environment "));
    CHECK(why.find("canary") == std::string::npos);
  }
}

TEST_CASE("no_proxy lists names with those below them, addresses and networks") {
  const std::string list = "localhost, .internal,Example.com,[fd00::1],10.1.0.0/16 192.0.2.7,fe80::/10,10.0.0.0/x";
  for (const char* host : {"localhost", "internal", "a.internal", "example.com", "EXAMPLE.COM", "api.example.com",
                           "fd00::1", "10.1.255.3", "192.0.2.7", "fe80::5"})
    CHECK(is_listed(list, host));
  for (const char* host :
       {"notexample.com", "example.com.evil", "10.2.0.1", "192.0.2.70", "fd00::2", "x.localhos", "10.0.0.1"})
    CHECK_FALSE(is_listed(list, host));
  CHECK(is_listed("a,*", "anything"));
  CHECK_FALSE(is_listed("", "anything"));
}

TEST_CASE("a plain server is asked for by its whole URL, and the proxy's 407 is not its answer") {
  test::RawServer proxy([](test::Peer& peer) {
    for (auto request = peer.read_request(); !request.empty(); request = peer.read_request()) {
      const bool known = request.find("Proxy-Authorization: Basic dTpw\r\n") != std::string::npos;
      peer.send(known ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
                      : "HTTP/1.1 407 Who?\r\nContent-Length: 0\r\n\r\n");
    }
  });
  Target target{.host = "vendor.example", .port = 8080, .base_path = "/v1"};
  target.proxy = Proxy{.host = "127.0.0.1", .port = proxy.port(), .authorization = "Basic dTpw"};
  const Outcome answered = live_server(target)({.target = "/a//b"});
  REQUIRE(std::holds_alternative<Response>(answered));
  CHECK(std::get<Response>(answered).body == "hi");
  CHECK_THAT(proxy.requests().at(0),
             Catch::StartsWith("GET http://vendor.example:8080/v1/a//b HTTP/1.1\r\nHost: vendor.example:8080\r\n"));
  target.proxy->authorization.clear();
  const Outcome refused = live_server(target)({});
  REQUIRE(std::holds_alternative<NoResponse>(refused));
  CHECK(std::get<NoResponse>(refused).why == NoResponse::Why::not_sent);
  CHECK_THAT(std::get<NoResponse>(refused).detail, Catch::Contains("answered 407"));
  target.proxy->port = 1;
  const Outcome silent = live_server(target)({});
  REQUIRE(std::holds_alternative<NoResponse>(silent));
  CHECK(std::get<NoResponse>(silent).why == NoResponse::Why::not_sent);
  CHECK(std::get<NoResponse>(silent).detail == "the proxy http://127.0.0.1:1 cannot be reached");
}

}  // namespace assay::test

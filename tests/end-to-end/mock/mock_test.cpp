// assay mock as its users meet it: flags, greeting, log and admin API, over sockets.
#include <httplib.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

using nlohmann::json;

const std::string path = "/api-tokens/1/webhook/rotate-secret";

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

httplib::Result rotate(const MockProcess& mock, const httplib::Headers& headers = {},
                       const std::string& target = path) {
  httplib::Client client(mock.url());
  return client.Post(target.c_str(), headers, "", "");
}

int status(const MockProcess& mock, const httplib::Headers& headers = {}) {
  const auto result = rotate(mock, headers);
  return result ? result->status : 0;
}

// The admin API of a mock that was started with this token, or with the one that it printed.
struct Admin {
  std::string url{};
  std::string token{};

  explicit Admin(MockProcess& mock, const std::string& given = "") : token(given) {
    const std::string line = mock.greeting_line("admin");
    const auto begin = line.find("http://");
    url = line.substr(begin, line.find("/__admin") - begin);
    const auto printed = line.find("Bearer ") + 7;
    if (token.empty()) token = line.substr(printed, line.find('\'', printed) - printed);
  }

  httplib::Result ask(const std::string& method, const std::string& where, const std::string& body = "") const {
    httplib::Client client(url);
    httplib::Request request;
    request.method = method;
    request.path = "/__admin" + where;
    request.headers = {{"Authorization", "Bearer " + token}};
    request.body = body;
    return client.send(request);
  }
};

}  // namespace

TEST_CASE("a bearer token from the environment is asked for and shown nowhere") {
  setenv("ASSAY_TEST_BEARER", "canary-bearer-77", 1);
  const TemporaryFolder folder;
  MockProcess mock({"--require-bearer", "${ASSAY_TEST_BEARER}", "--log", "text"}, folder.path() + "/log");
  CHECK(status(mock) == 401);
  CHECK(status(mock, {{"Authorization", "Bearer wrong"}}) == 401);
  const auto granted = rotate(mock, {{"Authorization", "Bearer canary-bearer-77"}});
  REQUIRE(granted);
  CHECK(granted->status == 200);
  CHECK(json::parse(granted->body).at("last_used_at") > "2025-12-01");
  const std::string asks = mock.greeting_line("asks for");
  CHECK_FALSE(contains(asks, "canary"));
  mock.stop();
  CHECK_FALSE(contains(read_file(folder.path() + "/log"), "canary"));
}

TEST_CASE("a rate limit is kept on the mock's clock, which the admin API moves") {
  MockProcess mock({"--rate-limit", "2", "--clock", "2026-06-01T12:00:00Z"});
  const Admin admin(mock);
  CHECK(status(mock) == 200);
  CHECK(status(mock) == 200);
  const auto refused = rotate(mock);
  REQUIRE(refused);
  CHECK(refused->status == 429);
  CHECK(refused->get_header_value("Retry-After") == "60");
  CHECK(refused->get_header_value("X-RateLimit-Reset") == "1780315260");
  const auto moved = admin.ask("POST", "/clock/advance", R"({"by": "60s"})");
  REQUIRE(moved);
  CHECK(moved->status == 200);
  CHECK(status(mock) == 200);
}

TEST_CASE("faults by flag come in their order, and the same again with the same seed") {
  const auto run = [] {
    const MockProcess mock({"--seed", "3", "--fault", "status=503,nth=2", "--fault", "status=500,p=0.5"});
    std::vector<int> all;
    for (int i = 0; i < 20; ++i) all.push_back(status(mock));
    return all;
  };
  const auto first = run();
  CHECK(first == run());
  CHECK(first.at(1) == 503);
  CHECK(std::count(first.begin(), first.end(), 500) > 2);
  CHECK(std::count(first.begin(), first.end(), 200) > 2);
}

TEST_CASE("a connection that a fault ends is no answer to a client") {
  const MockProcess mock({"--fault", "reset-before,times=1", "--fault", "cut-body,times=1"});
  CHECK_FALSE(rotate(mock));
  CHECK_FALSE(rotate(mock));
  CHECK(status(mock) == 200);
}

TEST_CASE("a request asks for its own trouble with Prefer") {
  const MockProcess mock;
  const auto refused = rotate(mock, {{"Prefer", "code=429"}});
  REQUIRE(refused);
  CHECK(refused->status == 429);
  CHECK(refused->get_header_value("Preference-Applied") == "code=429");
}

TEST_CASE("the admin token is printed once, and nothing is served without it") {
  MockProcess mock;
  const Admin admin(mock);
  CHECK(admin.token.size() == 48);
  const auto health = admin.ask("GET", "/health");
  REQUIRE(health);
  CHECK(health->status == 200);
  httplib::Client stranger(admin.url);
  CHECK(stranger.Get("/__admin/health")->status == 401);
  CHECK(stranger.Get("/__admin/health", {{"Origin", "http://evil.example"}})->status == 403);
  CHECK(stranger.Get("/__admin/health", {{"Host", "evil.example"}})->status == 421);
  httplib::Client client(mock.url());
  CHECK(client.Get("/__admin/health")->status == 404);
}

TEST_CASE("an admin token that is given is not repeated") {
  setenv("ASSAY_TEST_ADMIN", "canary-admin-5", 1);
  MockProcess mock({"--admin-token", "${ASSAY_TEST_ADMIN}", "--admin-port", "0"});
  const Admin admin(mock, "canary-admin-5");
  CHECK(admin.ask("GET", "/state")->status == 200);
  MockProcess other({"--admin-token", "${ASSAY_TEST_ADMIN}"});
  CHECK_FALSE(contains(other.greeting_line("admin"), "canary"));
}

TEST_CASE("without an admin API its port is left to others") {
  MockProcess first;
  const std::string taken = first.url().substr(first.url().rfind(':') + 1);
  const MockProcess mock({"--no-admin", "--admin-port", taken});
  CHECK(status(mock) == 200);
}

TEST_CASE("what a client did is seen, waited for and counted through the admin API") {
  MockProcess mock;
  const Admin admin(mock);
  for (int i = 0; i < 3; ++i) rotate(mock, {{"X-Assay-Session", "suite"}});
  const auto waited = admin.ask("GET", "/requests/wait?session=suite&count=3&timeout=10s");
  REQUIRE(waited);
  CHECK(json::parse(waited->body) == json{{"met", true}, {"count", 3}});
  CHECK(contains(admin.ask("GET", "/metrics")->body, "assay_mock_requests_total{status=\"200\"} 3\n"));
  CHECK(json::parse(admin.ask("GET", "/sessions")->body).at("sessions") == json{"", "suite"});
  CHECK(admin.ask("PATCH", "/tokens/1", R"({"status": "revoked"})")->status == 200);
  CHECK(status(mock) == 409);
  CHECK(status(mock, {{"X-Assay-Session", "suite"}}) == 200);
}

TEST_CASE("what the document leaves open is switched by flag, and the log tells a fault") {
  const TemporaryFolder folder;
  MockProcess mock(
      {"--set", "token_in_200=masked", "--set", "inactive=rotate", "--fault", "reset-after,nth=3", "--log", "json"},
      folder.path() + "/log");
  CHECK(contains(json::parse(rotate(mock, {}, path)->body).at("token").get<std::string>(), "****"));
  CHECK(rotate(mock, {}, "/api-tokens/3/webhook/rotate-secret")->status == 200);
  CHECK_FALSE(rotate(mock, {}, path));
  mock.stop();
  CHECK(contains(read_file(folder.path() + "/log"), R"("session":"","fault":"reset-after,nth=3"})"));
}

TEST_CASE("a line a request is logged, as text or JSON, without query, header or secret") {
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/log";
  std::string secret;
  for (const auto* format : {"text", "json"}) {
    MockProcess mock({"--log", format}, file);
    const auto answer =
        rotate(mock, {{"X-Assay-Session", "a"}, {"Authorization", "Bearer canary"}}, path + "?key=canary");
    REQUIRE(answer);
    secret = json::parse(answer->body).at("webhook_secret");
    mock.stop();
    const std::string log = read_file(file);
    INFO(log);
    CHECK(std::count(log.begin(), log.end(), '\n') == 1);
    CHECK_FALSE(contains(log, "canary"));
    CHECK_FALSE(contains(log, secret));
    if (std::string(format) == "text") {
      CHECK(contains(log, "Z POST " + path + " 200 "));
      CHECK(contains(log, "ms session=a\n"));
    } else {
      const json line = json::parse(log);
      CHECK(line.at("path") == path);
      CHECK(line.at("status") == 200);
      CHECK(line.at("session") == "a");
      CHECK(line.at("ms") > 0);
    }
  }
}

TEST_CASE("a log line stays one line of UTF-8, whatever was sent") {
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/log";
  MockProcess mock({"--log", "json"}, file);
  rotate(mock, {{"X-Assay-Session", "\xFF\t\"x"}}, "/\x80\xFF");
  mock.stop();
  const std::string log = read_file(file);
  INFO(log);
  CHECK(std::count(log.begin(), log.end(), '\n') == 1);
  CHECK(json::accept(log));
}

TEST_CASE("a flag of the mock that cannot be is refused with the reason") {
  const auto refuses = [](const std::vector<std::string>& arguments, const std::string& says) {
    const Finished run = run_assay(arguments, 30);
    INFO(run.out << run.err);
    CHECK(run.code == 2);
    CHECK(contains(run.err, says));
    CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
  };
  refuses({"mock", "--fault", "latancy=2s"}, "--fault: a fault knows no \"latancy\"; did you mean latency?");
  refuses({"mock", "--clock", "teatime"}, "--clock: ");
  refuses({"mock", "--log", "xml"}, "--log");
  refuses({"mock", "--rate-limit", "-1"}, "--rate-limit");
  refuses({"mock", "--require-bearer", "${ASSAY_NO_SUCH_VARIABLE}"}, "ASSAY_NO_SUCH_VARIABLE");
  refuses({"mock", "--require-bearer", "two words"}, "--require-bearer: a bearer token is");
  MockProcess mock;
  const std::string port = mock.url().substr(mock.url().rfind(':') + 1);
  refuses({"mock", "--port", "0", "--admin-port", port}, "--admin-port");
}

TEST_CASE("assay list names every kind of fault") {
  const Finished list = run_assay({"list", "faults"});
  CHECK(list.code == 0);
  CHECK(std::count(list.out.begin(), list.out.end(), '\n') == 9);
  CHECK(contains(list.out, "latency"));
}

}  // namespace assay::test

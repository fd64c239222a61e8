// The journal as the admin API shows it.
#include <chrono>
#include <thread>

#include "mock/http/delivery.h"
#include "mock/http/listener.h"
#include "tests/catch.h"
#include "tests/mock/admin/an_admin.h"
#include "tests/mock/http/raw_client.h"

namespace assay::test {
using namespace std::chrono_literals;
using nlohmann::json;
using Steady = std::chrono::steady_clock;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// The JSON of an answer to requests/wait once it is known, without a listener.
json waited(const Controlled& controlled, const std::string& query) {
  const Response response = controlled.call("GET", "/requests/wait?" + query);
  REQUIRE(response.delivery);
  std::optional<Response> known;
  while (!known) known = (*response.delivery->later)();
  return json::parse(known->body);
}

}  // namespace

TEST_CASE("requests are found in order, by what they were") {
  const Controlled controlled;
  controlled.rotate("1", {{"X-Assay-Session", "a"}});
  controlled.rotate("01");
  controlled.rotate("abc");
  ask(controlled.mock.handler, {.method = "GET", .target = "/x?y=1"});
  const auto count = [&](const std::string& query) { return controlled.get("/requests/count?" + query).at("count"); };
  CHECK(count("") == 4);
  CHECK(count("id=1") == 2);
  CHECK(count("id=%2B1&session=a") == 1);
  CHECK(count("session=") == 3);
  CHECK(count("status=422") == 1);
  CHECK(count("method=GET&path=/x") == 1);
  CHECK(count("after=3") == 1);
  const json found = controlled.get("/requests?limit=2");
  CHECK(found.at("requests").at(0).at("number") == 3);
  CHECK(found.at("requests").at(1).at("number") == 4);
  CHECK(found.at("counts") == json{{"seen", 4}, {"kept", 4}, {"dropped", 0}});
  CHECK(found.at("requests").at(1).at("received") <= found.at("requests").at(1).at("answered"));
}

TEST_CASE("no secret of a request or an answer is shown unless it is asked for") {
  Policy policy = load_embedded_policy();
  policy.bearer = "letmein-bearer";
  const Controlled controlled(policy);
  Request request =
      a_rotation("1", {{"Authorization", "Bearer letmein-bearer"}, {"X-Api-Key", "key-canary"}, {"Host", "h"}});
  request.target += "?key=query-canary";
  request.body = "body-canary";
  const json answer = json::parse(ask(controlled.mock.handler, request).body);
  const std::vector<std::string> canaries = {
      "letmein-bearer", "key-canary", "query-canary", "body-canary", answer.at("webhook_secret"), answer.at("token")};
  const std::string hidden = controlled.get("/requests").dump();
  const std::string shown = controlled.get("/requests?secrets=shown").dump();
  for (const std::string& canary : canaries) {
    INFO(canary);
    CHECK_FALSE(contains(hidden, canary));
    CHECK(contains(shown, canary));
  }
  CHECK(contains(hidden, R"(["X-Api-Key","[redacted]"])"));
  CHECK(contains(hidden, R"(["Host","h"])"));
  CHECK(contains(hidden, R"("body_bytes":11)"));
}

TEST_CASE("a request that got no answer is in the journal, without one") {
  const Controlled controlled(load_embedded_policy(), {.deviation = [](const Handler&) -> Handler {
                                return [](const Request&) -> Outcome { return NoResponse{}; };
                              }});
  controlled.mock.handler(a_rotation("1"));
  CHECK(controlled.get("/requests?status=0").at("requests").at(0).at("response").is_null());
}

TEST_CASE("the journal tells which fault spoiled an answer") {
  const Controlled controlled(load_embedded_policy(),
                              {.faults = {parse_fault("status=503,nth=1"), parse_fault("reset-before,nth=1")}});
  for (int i = 0; i < 3; ++i) controlled.rotate("1");
  const json requests = controlled.get("/requests").at("requests");
  CHECK(requests.at(0).at("fault") == "status=503,nth=1");
  CHECK(requests.at(1).at("fault") == "reset-before,nth=1");
  CHECK(requests.at(1).at("response").at("status") == 200);  // the work was done, and its answer lost
  CHECK(requests.at(2).at("fault").is_null());
}

TEST_CASE("what is waited for may have come already, or never come") {
  const Controlled controlled;
  controlled.rotate("1");
  CHECK(waited(controlled, "id=1") == json{{"met", true}, {"count", 1}});
  CHECK(waited(controlled, "id=1&count=2&timeout=20ms") == json{{"met", false}, {"count", 1}});
  CHECK(controlled.call("GET", "/requests/wait?timeout=2m").status == 400);
  CHECK(controlled.call("GET", "/requests/wait?timeout=x").status == 400);
}

TEST_CASE("a wait ends when the request comes, and holds up no other admin request meanwhile") {
  const Controlled controlled;
  Listener listener(controlled.admin, {.threads = 1});
  RawClient waiting(listener.port());
  waiting.send(admin_bytes("GET", "/requests/wait?id=1&count=2&timeout=30s"));
  const auto begin = Steady::now();
  for (int i = 0; i < 20; ++i) {
    RawClient other(listener.port());
    other.send(admin_bytes("GET", "/health"));
    CHECK(status_of(other.read_response()) == 200);
  }
  controlled.rotate("1");
  controlled.rotate("1");
  CHECK(json::parse(body_of(waiting.read_response())) == json{{"met", true}, {"count", 2}});
  CHECK(Steady::now() - begin < 10s);
  waiting.send(admin_bytes("GET", "/health"));
  CHECK(status_of(waiting.read_response()) == 200);
}

TEST_CASE("many may wait at once") {
  const Controlled controlled;
  Listener listener(controlled.admin, {.threads = 1});
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 50; ++i) {
    clients.push_back(std::make_unique<RawClient>(listener.port()));
    clients.back()->send(admin_bytes("GET", "/requests/wait?timeout=30s"));
  }
  controlled.rotate("1");
  for (auto& client : clients) CHECK(json::parse(body_of(client->read_response())).at("met") == true);
}

TEST_CASE("a server stops in time while someone waits") {
  const Controlled controlled;
  Listener listener(controlled.admin, {.threads = 1});
  RawClient waiting(listener.port());
  waiting.send(admin_bytes("GET", "/requests/wait?timeout=60s"));
  const auto begin = Steady::now();
  listener.stop();
  CHECK(Steady::now() - begin < 1s);
}

}  // namespace assay::test

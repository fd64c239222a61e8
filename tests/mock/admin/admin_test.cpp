#include "mock/admin/admin.h"

#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>
#include <tuple>

#include "tests/catch.h"
#include "tests/mock/admin/an_admin.h"

namespace assay::test {
using nlohmann::json;

namespace {

const std::string new_token = R"({"id": 9, "name": "n", "token": "slate_test_abcdefgh", "created_by": "a@b.c",
  "created_at": "2025-01-01T00:00:00Z", "webhook_url": "https://x.example"})";

// A store whose disk is gone.
struct BrokenStore : ResourceStore {
  bool update(std::string_view, std::string_view, const std::function<void(Resource&)>&) override { fail(); }
  std::vector<Resource> list(std::string_view) override { fail(); }
  bool add(std::string_view, Resource) override { fail(); }
  std::vector<std::string> sessions() override { fail(); }
  void reset(std::string_view) override { fail(); }
  [[noreturn]] static void fail() { throw std::runtime_error("the disk is gone"); }
};

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a token's status is changed while the mock runs") {
  const Controlled controlled;
  CHECK(controlled.rotate("1").status == 200);
  const json changed = controlled.send(200, "PATCH", "/tokens/1", R"({"status": "revoked"})");
  CHECK(changed.at("status") == "revoked");
  CHECK(contains(controlled.rotate("1").body, "token_revoked"));
  controlled.send(200, "PATCH", "/tokens/%2B1", R"({"status": "active"})");
  CHECK(controlled.rotate("1").status == 200);
  CHECK(controlled.call("PATCH", "/tokens/77", R"({"status": "active"})").status == 404);
  CHECK(controlled.call("PATCH", "/tokens/abc", R"({"status": "active"})").status == 404);
}

TEST_CASE("a token that is added can be rotated, once for each id") {
  const Controlled controlled;
  CHECK(controlled.rotate("9").status == 404);
  CHECK(controlled.send(201, "POST", "/tokens", new_token).at("id") == "9");
  CHECK(controlled.rotate("9").status == 200);
  CHECK(controlled.call("POST", "/tokens", new_token).status == 409);
  CHECK(controlled.send(201, "POST", "/tokens?session=a", new_token).at("id") == "9");
  CHECK(controlled.get("/tokens").at("tokens").size() == 6);
}

TEST_CASE("a token that cannot be is refused with the place of each mistake, and without its values") {
  const Controlled controlled;
  const json missing = controlled.send(422, "POST", "/tokens", R"({"id": 9})");
  CHECK(missing.at("errors").size() == 4);
  std::string wrong = new_token;
  wrong.replace(wrong.find("webhook_url"), 11, "webhook_uri");
  const json misspelt = controlled.send(422, "POST", "/tokens", wrong);
  CHECK(misspelt.at("errors").at(0).at("pointer") == "/webhook_uri");
  CHECK_FALSE(contains(misspelt.dump(), "slate_test_abcdefgh"));
}

TEST_CASE("tokens are listed without their secrets unless these are asked for") {
  const Controlled controlled;
  const json rotated = json::parse(controlled.rotate("1").body);
  const std::string secret = rotated.at("webhook_secret");
  const json hidden = controlled.get("/tokens").at("tokens").at(0);
  CHECK(hidden.at("webhook_secret") == "[redacted]");
  CHECK(hidden.at("rotations") == 1);
  CHECK_FALSE(contains(hidden.dump(), secret));
  CHECK_FALSE(contains(hidden.dump(), rotated.at("token")));
  const json shown = controlled.get("/tokens?secrets=shown").at("tokens").at(0);
  CHECK(shown.at("webhook_secret") == secret);
  CHECK(shown.at("token") == rotated.at("token"));
}

TEST_CASE("an id of any size is shown as it is") {
  MockSetup setup;
  setup.store = memory_store({a_token("340282366920938463463374607431768211456")});
  const Controlled controlled(load_embedded_policy(), setup);
  CHECK(controlled.get("/tokens").at("tokens").at(0).at("id") == "340282366920938463463374607431768211456");
}

TEST_CASE("a token expires when the clock is moved past its end") {
  const Controlled controlled;
  std::string mortal = new_token;
  mortal.insert(1, R"("expires_at": "2026-01-01T01:00:00Z",)");
  controlled.send(201, "POST", "/tokens", mortal);
  CHECK(controlled.rotate("9").status == 200);
  CHECK(controlled.send(200, "POST", "/clock/advance", R"({"by": "1h"})").at("now") == "2026-01-01T01:00:00Z");
  CHECK(contains(controlled.rotate("9").body, "token_expired"));
  CHECK(controlled.get("/tokens").at("tokens").at(5).at("status") == "expired");
  controlled.send(200, "POST", "/clock/advance", R"({"by": "-1us"})");
  CHECK(controlled.rotate("9").status == 200);
}

TEST_CASE("the clock is read and set") {
  const Controlled controlled;
  CHECK(controlled.get("/clock") == json{{"now", "2026-01-01T00:00:00Z"}, {"runs", false}, {"ahead", nullptr}});
  CHECK(controlled.send(200, "PUT", "/clock", R"({"set": "2030-05-05T05:05:05Z"})").at("now") ==
        "2030-05-05T05:05:05Z");
  CHECK(controlled.send(200, "PUT", "/clock", R"({"set": "+90m"})").at("ahead") == "90m");
  CHECK(controlled.get("/clock").at("runs") == true);
  const json refused = controlled.send(422, "PUT", "/clock", R"({"set": "teatime"})");
  CHECK(refused.at("errors").at(0).at("pointer") == "/set");
  CHECK(controlled.send(422, "POST", "/clock/advance", R"({"by": "soon"})").at("errors").size() == 1);
  CHECK(controlled.get("/clock").at("ahead") == "90m");
}

TEST_CASE("faults are added, seen at work, and taken back") {
  const Controlled controlled;
  const json added = controlled.send(201, "POST", "/faults", R"({"rule": "status=503,id=1"})");
  CHECK(added.at("number") == 1);
  CHECK(controlled.rotate("1").status == 503);
  CHECK(controlled.rotate("2").status == 200);
  CHECK(controlled.get("/faults").at("faults").at(0) ==
        json{{"number", 1}, {"rule", "status=503,id=1"}, {"matched", 1}, {"fired", 1}});
  CHECK(controlled.call("DELETE", "/faults/1").status == 204);
  CHECK(controlled.call("DELETE", "/faults/1").status == 404);
  CHECK(controlled.call("DELETE", "/faults/x").status == 404);
  CHECK(controlled.rotate("1").status == 200);
  controlled.send(201, "POST", "/faults", R"({"rule": "status=500"})");
  CHECK(controlled.call("DELETE", "/faults").status == 204);
  CHECK(controlled.rotate("1").status == 200);
  CHECK(contains(controlled.send(422, "POST", "/faults", R"({"rule": "statsu=500"})").at("detail"),
                 "did you mean status?"));
}

TEST_CASE("a reset brings back tokens, sessions, clock, faults and an empty journal") {
  MockSetup setup;
  setup.faults = {parse_fault("status=500,id=4")};
  const Controlled controlled(load_embedded_policy(), setup);
  const std::string first = controlled.rotate("1").body;
  controlled.rotate("1", {{"X-Assay-Session", "a"}});
  controlled.send(200, "PATCH", "/tokens/2", R"({"status": "revoked"})");
  controlled.send(200, "PUT", "/clock", R"({"set": "+1h"})");
  controlled.call("DELETE", "/faults");
  CHECK(controlled.call("POST", "/reset").status == 204);
  CHECK(controlled.get("/sessions").at("sessions") == json{""});
  CHECK(controlled.get("/clock").at("now") == "2026-01-01T00:00:00Z");
  CHECK(controlled.get("/faults").at("faults").at(0).at("rule") == "status=500,id=4");
  CHECK(controlled.get("/requests").at("requests").empty());
  CHECK(controlled.rotate("1").body == first);
  CHECK(controlled.rotate("2").status == 200);
}

TEST_CASE("a session can be reset alone") {
  const Controlled controlled;
  for (const auto* session : {"a", "b"}) controlled.rotate("1", {{"X-Assay-Session", session}});
  CHECK(controlled.get("/sessions").at("sessions") == json{"", "a", "b"});
  CHECK(controlled.call("POST", "/reset?session=a").status == 204);
  CHECK(controlled.get("/sessions").at("sessions") == json{"", "b"});
  CHECK(controlled.get("/tokens?session=b").at("tokens").at(0).at("rotations") == 1);
  CHECK(controlled.get("/requests/count").at("count") == 2);
}

TEST_CASE("the state says what is held, and whether a bearer is asked for but not which") {
  Policy policy = load_embedded_policy();
  policy.bearer = "a-secret-bearer";
  const Controlled controlled(policy);
  controlled.rotate("1");
  const json state = controlled.get("/state");
  CHECK(state.at("sessions") == 1);
  CHECK(state.at("requests").at("seen") == 1);
  CHECK(state.at("policy").at("asks_for_bearer") == true);
  CHECK_FALSE(contains(state.dump(), "a-secret-bearer"));
  CHECK(controlled.get("/version") == json{{"name", "assay mock"}, {"version", "1.2.3"}});
  CHECK(controlled.get("/health").at("status") == "ok");
}

TEST_CASE("what is wrong with an admin request is said as RFC 9457 says it") {
  const Controlled controlled;
  const json unknown = controlled.send(404, "GET", "/tokenz", "");
  CHECK(unknown.at("title") == "Not Found");
  CHECK(unknown.at("status") == 404);
  const Response method = controlled.call("PUT", "/tokens");
  CHECK(method.status == 405);
  CHECK(header(method, "Allow") == "GET, POST");
  CHECK(header(method, "Content-Type") == "application/problem+json");
  CHECK(controlled.send(400, "POST", "/faults", "{").at("errors").size() == 1);
  CHECK(controlled.send(422, "POST", "/faults", R"({"rule": "status=500", "x": 1})").at("errors").size() == 1);
  CHECK(
      controlled.send(422, "POST", "/faults", R"({"rule": "status=500", "rule": "status=503"})").at("errors").size() ==
      1);
  CHECK(contains(controlled.send(400, "GET", "/tokens?sesion=a", "").at("detail"), "did you mean session?"));
  CHECK(controlled.call("GET", "/tokens?secrets=please").status == 400);
  CHECK(controlled.call("GET", "/requests?limit=0").status == 400);
  CHECK(controlled.call("GET", "/requests?limit=abc").status == 400);
}

TEST_CASE("what fails inside is a problem too, with its reason") {
  MockSetup setup;
  setup.store = std::make_shared<BrokenStore>();
  const Controlled controlled(load_embedded_policy(), setup);
  for (const auto* path : {"/tokens", "/sessions", "/state", "/metrics"})
    CHECK(controlled.send(500, "GET", path, "").at("detail") == "the disk is gone");
}

TEST_CASE("a mock is driven while it serves, from several threads, and every request is answered") {
  const Controlled controlled;
  std::atomic<bool> over{false};
  std::vector<std::thread> controllers;
  for (const auto& [method, path, body] : {std::tuple{"POST", "/faults", R"({"rule": "status=503,p=0.2,times=5"})"},
                                           {"DELETE", "/faults", ""},
                                           {"POST", "/clock/advance", R"({"by": "1s"})"},
                                           {"POST", "/reset", ""},
                                           {"GET", "/requests?secrets=shown", ""},
                                           {"PATCH", "/tokens/1?session=a", R"({"status": "revoked"})"},
                                           {"GET", "/metrics", ""}})
    controllers.emplace_back(
        [&controlled, &over,
         request = Request{.method = method,
                           .target = std::string("/__admin") + path,
                           .headers = {{"Host", "localhost"}, {"Authorization", "Bearer " + admin_token}},
                           .body = body}] {
          while (!over) controlled.admin(request);
        });
  std::set<int> statuses;
  for (int i = 0; i < 500; ++i)
    statuses.insert(controlled.rotate("1", {{"X-Assay-Session", i % 2 == 0 ? "a" : ""}}).status);
  over = true;
  for (auto& controller : controllers) controller.join();
  for (const int status : statuses) CHECK((status == 200 || status == 409 || status == 503));
}

}  // namespace assay::test

// The mock plays any rotation that a policy describes: what the checker says of it, and what its answers are.
#include "tests/mock/foreign_apis.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "contracts/judge/judge.h"
#include "contracts/plan/plan.h"
#include "contracts/scenarios/scenario.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"

namespace assay::test {
namespace {

using nlohmann::json;

Request on(const std::string& method, const std::string& target, const std::string& session = "") {
  Request request{.method = method, .target = target};
  if (!session.empty()) request.headers = {{"X-Assay-Session", session}};
  return request;
}

// A millisecond after it was asked: requests of a race overlap.
Handler late(Handler inner) {
  return [inner = std::move(inner)](const Request& request) {
    Outcome outcome = inner(request);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return outcome;
  };
}

std::vector<Verdict> verdicts_on(const Contract& contract, const MockSetup& setup) {
  const ForeignMock made = foreign_mock(contract, "", setup);
  Pool pool;
  for (const Resource& resource : made.resources) pool.rotatable.push_back(resource.key());
  History history;
  execute(plan_scenarios(contract, pool, {.seed = 3}), late(made.mock.handler), Limits{}, history);
  return judge(contract, history, {.may_rotate = true, .tokens = pool.rotatable.size()});
}

void conforms_wholly(const std::string& name, const MockSetup& setup) {
  const std::vector<Verdict> verdicts = verdicts_on(foreign_contract(name), setup);
  CHECK(verdicts.size() > 30);
  for (const Verdict& verdict : verdicts) {
    INFO(name << ' ' << verdict.check->id << ' ' << to_text(verdict.kind) << ' '
              << (verdict.evidence.findings.empty()
                      ? ""
                      : verdict.evidence.findings.front().message + ' ' + verdict.evidence.findings.front().actual));
    const bool needs_more = verdict.check->id == "auth/required" || verdict.check->id == "secrecy/tls";
    const bool is_unseen = verdict.kind == VerdictKind::untested && !needs_more;
    CHECK_FALSE((is_unseen || verdict.kind == VerdictKind::fail || verdict.kind == VerdictKind::warn ||
                 verdict.kind == VerdictKind::error || verdict.kind == VerdictKind::inconclusive));
  }
}

const std::string openai_path = "/v1/webhook_endpoints/webhook_endpoint_1";

}  // namespace

TEST_CASE("the mock of each foreign API conforms, with every clause seen that its roles give") {
  for (const std::string& name : foreign_apis) conforms_wholly(name, {});
}

TEST_CASE("the seeded mock of each foreign API conforms although its clock stands") {
  for (const std::string& name : foreign_apis) conforms_wholly(name, {.seed = 5});
}

TEST_CASE("a rotation moves the secret, its hint and the time of change, and a reading hides what it must") {
  const ForeignMock made = foreign_mock(foreign_contract("openai-like"), "", {.seed = 1});
  const json before = json::parse(ask(made.mock.handler, on("GET", openai_path)).body);
  const Response rotated = ask(made.mock.handler, on("POST", openai_path + "/rotate_secret"));
  const json after = json::parse(ask(made.mock.handler, on("GET", openai_path)).body);
  CHECK(header(rotated, "Cache-Control") == "no-store");
  const json record = json::parse(rotated.body);
  const std::string secret = record.at("signing_secret");
  CHECK(record.at("signing_secret_hint") == secret.substr(secret.size() - 4));
  CHECK(after.at("signing_secret_hint") == record.at("signing_secret_hint"));
  CHECK(after.at("updated_at") == 1767225600);  // seeded_start
  CHECK(after.at("updated_at") > before.at("updated_at"));
  CHECK(after.at("created_at") == before.at("created_at"));
  CHECK_FALSE(after.contains("signing_secret"));
  CHECK(before.at("signing_secret_hint") != after.at("signing_secret_hint"));
}

TEST_CASE("a list shows each resource as a reading does, without the secret") {
  const ForeignMock made = foreign_mock(foreign_contract("openai-like"));
  const Response listed = ask(made.mock.handler, on("GET", "/v1/webhook_endpoints"));
  CHECK(listed.status == 200);
  const json body = json::parse(listed.body);
  CHECK(body.at("object") == "list");
  REQUIRE(body.at("data").size() == made.resources.size());
  CHECK(body.at("data").front() == json::parse(ask(made.mock.handler, on("GET", openai_path)).body));
  CHECK(ask(made.mock.handler, on("POST", "/v1/webhook_endpoints")).status == 405);
}

TEST_CASE("a rotation waits for the window of the one before, unless its body says otherwise") {
  const ForeignMock made = foreign_mock(foreign_contract("kit-like"), "", {.seed = 1});
  const std::string path = "/v4/webhook_endpoints/" + made.resources.front().key() + "/rotate_secret";
  const auto rotated = [&](const std::string& body) {
    Request request = on("POST", path);
    request.body = body;
    return ask(made.mock.handler, request);
  };
  CHECK(rotated("{}").status == 200);
  const Response refused = rotated("{}");
  CHECK(refused.status == 409);
  CHECK(json::parse(refused.body).at("errors").at(0).is_string());
  for (const char* body : {"", "{\"force\":false}", "{\"force\":\"true\"}", "[true]", "force"})
    CHECK(rotated(body).status == 409);
  CHECK(rotated(R"({"force": true})").status == 200);
  made.mock.parts.clock->advance(std::chrono::hours(1));
  CHECK(rotated("{}").status == 200);
  CHECK(rotated("{}").status == 409);
}

TEST_CASE("a rotation without a body is read by the operation that shows the secret, of two parameters") {
  const ForeignMock made = foreign_mock(foreign_contract("svix-like"));
  const std::string path = "/api/v1/app/app_1/endpoint/endpoint_1/secret";
  const std::string before = ask(made.mock.handler, on("GET", path)).body;
  const Response rotated = ask(made.mock.handler, on("POST", path + "/rotate"));
  CHECK(rotated.status == 204);
  CHECK(rotated.body.empty());
  CHECK(header(rotated, "Content-Type") == "(none)");
  CHECK(ask(made.mock.handler, on("GET", path)).body != before);
  CHECK(ask(made.mock.handler, on("GET", "/api/v1/app/app_1/endpoint/endpoint_2/secret")).status == 404);
  CHECK(ask(made.mock.handler, on("GET", "/api/v1/app/app_1/endpoint/a%20b/secret")).status == 422);
}

TEST_CASE("a HEAD is answered as its GET is, and another method with those of the path") {
  const ForeignMock made = foreign_mock(foreign_contract("openai-like"));
  const Response get = ask(made.mock.handler, on("GET", openai_path));
  const Response head = ask(made.mock.handler, on("HEAD", openai_path));
  CHECK(head.status == 200);
  CHECK(head.body.empty());
  CHECK(header(head, "Content-Length") == std::to_string(get.body.size()));
  for (const char* method : {"OPTIONS", "DELETE", "POST", "get"}) {
    const Response refused = ask(made.mock.handler, on(method, openai_path));
    CHECK(refused.status == 405);
    CHECK(header(refused, "Allow") == "GET, HEAD");
    CHECK(json::parse(refused.body).at("error").at("message") == "Method Not Allowed");
  }
  CHECK(ask(made.mock.handler, on("HEAD", openai_path + "/rotate_secret")).status == 405);
}

TEST_CASE("a query that every request carries is asked for") {
  const ForeignMock made = foreign_mock(foreign_contract("convoy-like"));
  const std::string path = "/api/v1/projects/" + made.resources.front().parameters().at(0) + "/endpoints/" +
                           made.resources.front().parameters().at(1) + "/expire_secret";
  const Response rotated = ask(made.mock.handler, on("PUT", path + "?x=1&api-version=24.1"));
  CHECK(rotated.status == 200);
  CHECK(json::parse(rotated.body).at("data").at("uid") == made.resources.front().parameters().at(1));
  for (const char* query : {"", "?", "?api-version=", "?api-versions=24.1", "?x=api-version"}) {
    const Response refused = ask(made.mock.handler, on("PUT", path + query));
    CHECK(refused.status == 400);
    CHECK(json::parse(refused.body) ==
          json{{"status", false}, {"message", "The query parameter api-version is required"}});
  }
}

TEST_CASE("problems are of RFC 9457, with the documented status and media type") {
  const ForeignMock made = foreign_mock(foreign_contract("problem-like"));
  const auto refused = [&](const std::string& id) {
    return ask(made.mock.handler, on("POST", "/endpoints/" + id + "/signing-key"));
  };
  CHECK(refused("1").status == 201);
  for (const char* id : {"abc", "01", "1.0", "+1", "%31%20", "1_0"}) {
    const Response response = refused(id);
    CHECK(response.status == 400);
    CHECK(header(response, "Content-Type") == "application/problem+json");
    CHECK(json::parse(response.body) == json{{"type", "about:blank"},
                                             {"title", "Bad Request"},
                                             {"status", 400},
                                             {"detail", "endpoint_id must be an integer"}});
  }
  CHECK(json::parse(refused("77").body).at("status") == 404);
  CHECK(json::parse(refused("-1").body).at("status") == 404);
}

TEST_CASE("sessions, faults and preferences hold for another API too") {
  MockSetup setup;
  setup.faults = {parse_fault("status=503,id=2")};
  const ForeignMock made = foreign_mock(foreign_contract("problem-like"), "", setup);
  const auto rotate = [&](const std::string& id, const Headers& headers) {
    Request request = on("POST", "/endpoints/" + id + "/signing-key");
    request.headers = headers;
    return ask(made.mock.handler, request);
  };
  CHECK(rotate("1", {}).status == 201);
  CHECK(rotate("2", {}).status == 503);
  CHECK(header(rotate("2", {}), "Retry-After") == "1");
  const Response preferred = rotate("1", {{"Prefer", "code=429"}});
  CHECK(json::parse(preferred.body).at("detail") == "Rate limit exceeded");
  CHECK(json::parse(preferred.body).at("status") == 429);
  rotate("1", {{"X-Assay-Session", "a"}});
  CHECK(made.mock.parts.store->list("a").front().rotations == 1);
  CHECK(made.mock.parts.store->list("").front().rotations == 1);
}

}  // namespace assay::test

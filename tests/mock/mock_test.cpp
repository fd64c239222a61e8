#include "mock/mock.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "mock/state/token_file.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"

namespace assay::test {
namespace {

std::string secret_in(const Response& response) {
  return nlohmann::json::parse(response.body).at("webhook_secret").get<std::string>();
}

Handler unseeded_mock() {
  return make_mock(a_contract(), memory_store(five_tokens()), std::make_shared<const Env>(system_env()));
}

Request on(const std::string& method, const std::string& target) { return {.method = method, .target = target}; }

}  // namespace

TEST_CASE("a rotation shows the token with a fresh secret, and may not be stored by caches") {
  const Handler mock = unseeded_mock();
  const Response first = ask(mock, a_rotation("1"));
  const Response second = ask(mock, a_rotation("1"));
  CHECK(first.status == 200);
  CHECK(header(first, "Content-Type") == "application/json");
  CHECK(header(first, "Cache-Control") == "no-store");
  CHECK(secret_in(first).size() == 6 + 44);
  CHECK(secret_in(first).starts_with("whsec_"));
  CHECK(secret_in(first) != secret_in(second));
  auto a = nlohmann::json::parse(first.body);
  auto b = nlohmann::json::parse(second.body);
  a.erase("webhook_secret");
  b.erase("webhook_secret");
  CHECK(a == b);
}

TEST_CASE("the document's default tokens are answered by their state") {
  const Handler mock =
      make_mock(a_contract(), memory_store(default_tokens()), std::make_shared<const Env>(system_env()));
  const auto answer = [&](const std::string& id) { return ask(mock, a_rotation(id)); };
  CHECK(answer("1").status == 200);
  CHECK(answer("2").status == 200);
  CHECK(answer("3").body == R"({"detail":"Token has been revoked","error":"token_revoked"})");
  CHECK(answer("4").body == R"({"detail":"Token has expired","error":"token_expired"})");
  CHECK(answer("5").body == R"({"detail":"Token has no webhook configured","error":"webhook_not_configured"})");
  CHECK(answer("6").status == 404);
}

TEST_CASE("every answer says that it comes from a mock") {
  const Handler mock = a_mock();
  const auto path = std::string("/api-tokens/1/webhook/rotate-secret");
  for (const auto& request : {a_rotation("1"), a_rotation("abc"), a_rotation("9"), a_rotation("\x80"), on("GET", path),
                              on("POST", path + "/"), on("POST", "/")})
    CHECK(header(ask(mock, request), "Server") == "assay-mock");
}

TEST_CASE("other methods are refused with the one that is allowed, whatever the id") {
  const Handler mock = a_mock();
  for (const auto* method : {"GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "post"}) {
    const Response response = ask(mock, on(method, "/api-tokens/abc/webhook/rotate-secret"));
    CHECK(response.status == 405);
    CHECK(header(response, "Allow") == "POST");
    CHECK(response.body == R"({"detail":"Method Not Allowed"})");
  }
}

TEST_CASE("HEAD is answered without a body, with its length") {
  const Response response = ask(a_mock(), on("HEAD", "/api-tokens/1/webhook/rotate-secret"));
  CHECK(response.status == 405);
  CHECK(response.body.empty());
  CHECK(header(response, "Content-Length") == "31");
  CHECK(header(response, "Allow") == "POST");
}

TEST_CASE("a slash at the end is redirected, without a body") {
  Request request = on("POST", "/api-tokens/1/webhook/rotate-secret/");
  request.headers = {{"Host", "localhost"}};
  const Response response = ask(a_mock(), request);
  CHECK(response.status == 307);
  CHECK(header(response, "Location") == "http://localhost/api-tokens/1/webhook/rotate-secret");
  CHECK(response.body.empty());
}

TEST_CASE("any body is ignored") {
  Request request = a_rotation("1");
  request.body = "\xFF{";
  request.headers = {{"Content-Type", "application/xml"}};
  CHECK(ask(a_mock(), request).status == 200);
}

TEST_CASE("with a bearer in the policy nobody else comes in, and no id is looked at before") {
  Policy policy = load_embedded_policy();
  policy.bearer = "letmein";
  const Handler mock = a_mock(policy);
  for (const auto* credentials : {"Bearer letmeout", "Bearer letmein2", "Bearer", "Basic letmein", ""}) {
    const Response response = ask(mock, a_rotation("abc", {{"Authorization", credentials}}));
    CHECK(response.status == 401);
    CHECK(header(response, "WWW-Authenticate") == "Bearer");
  }
  CHECK(ask(mock, a_rotation("1", {{"authorization", "bearer letmein"}})).status == 200);
  CHECK(ask(mock, on("GET", "/api-tokens/1/webhook/rotate-secret")).status == 405);
}

TEST_CASE("a session has its own tokens") {
  const Handler mock = a_mock();
  const auto first_secret = [&](const std::string& session) {
    return secret_in(ask(mock, a_rotation("1", {{"X-Assay-Session", session}})));
  };
  const auto a = first_secret("a");
  CHECK(a != first_secret("b"));
  CHECK(a != secret_in(ask(mock, a_rotation("1"))));
}

TEST_CASE("equal seeds give equal answers, other seeds other secrets") {
  const auto answer = [](std::uint64_t seed) {
    const auto env = std::make_shared<const Env>(seeded_env(seed));
    return ask(make_mock(a_contract(), memory_store(five_tokens()), env), a_rotation("1")).body;
  };
  CHECK(answer(1) == answer(1));
  CHECK(answer(1) != answer(2));
}

TEST_CASE("a token's seeded secrets do not depend on what other tokens do meanwhile") {
  const auto secrets_of = [](const Handler& mock, const std::string& id, int count) {
    std::set<std::string> secrets;
    for (int i = 0; i < count; ++i) secrets.insert(secret_in(std::get<Response>(mock(a_rotation(id)))));
    return secrets;
  };
  const auto alone = secrets_of(a_mock(), "1", 50);
  const Handler mock = a_mock();
  std::thread other([&] { secrets_of(mock, "2", 50); });
  const auto together = secrets_of(mock, "1", 50);
  other.join();
  CHECK(alone.size() == 50);
  CHECK(alone == together);
}

TEST_CASE("concurrent rotations of one token get as many secrets") {
  const Handler mock = unseeded_mock();
  std::vector<std::vector<std::string>> heard(4);
  std::vector<std::thread> threads;
  for (auto& secrets : heard)
    threads.emplace_back([&mock, &secrets] {
      for (int i = 0; i < 250; ++i) secrets.push_back(secret_in(std::get<Response>(mock(a_rotation("1")))));
    });
  for (auto& thread : threads) thread.join();
  std::set<std::string> distinct;
  for (const auto& secrets : heard) distinct.insert(secrets.begin(), secrets.end());
  CHECK(distinct.size() == 1000);
}

TEST_CASE("secrets are as long as the policy says") {
  Policy policy = load_embedded_policy();
  policy.secret_prefix = "sk-";
  policy.secret_bytes = 100;
  CHECK(secret_in(ask(a_mock(policy), a_rotation("1"))).size() == 3 + 136);
}

TEST_CASE("a mock refuses what it does not do") {
  const auto make = [](const Contract& contract) {
    return make_mock(contract, memory_store({}), std::make_shared<const Env>(system_env()));
  };
  Contract two_parameters = a_contract();
  two_parameters.operations[0].path = "/{a}/{b}";
  CHECK_THROWS_AS(make(two_parameters), BadDocument);
}

}  // namespace assay::test

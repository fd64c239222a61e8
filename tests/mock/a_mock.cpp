#include "tests/mock/a_mock.h"

#include "mock/played_api.h"
#include "tests/catch.h"

namespace assay::test {

Contract a_contract(const Policy& policy) {
  Contract contract;
  contract.policy = policy;
  contract.operations = {
      Operation{.id = policy.rotation().operation,
                .method = "POST",
                .path = "/api-tokens/{token_id}/webhook/rotate-secret",
                .parameters = {{.name = "token_id", .in = "path", .required = true, .type = "integer"}}}};
  return contract;
}

Resource a_token(const std::string& id) {
  return Resource(
      {id}, R"({"id":)" + id +
                R"(,"name":"Order router","token_prefix":"slate_test_","token_last4":"9f3c","scopes":["orders:read"],)"
                R"("ip_allowlist":null,"rate_limit":null,"expires_at":null,"status":"active",)"
                R"("created_by":"ada@broker.example","created_at":"2024-03-01T00:00:00Z","last_used_at":null,)"
                R"("webhook_url":"https://hooks.broker.example/slate","webhook_enabled":true,)"
                R"("token":"slate_test_Zk3vQ8mT1yWc9f3c","webhook_secret":null})");
}

Resource with(Resource resource, const std::string& pointer, const std::string& json) {
  resource.put(pointer, json);
  return resource;
}

std::vector<Resource> five_tokens() { return {a_token("1"), a_token("2"), a_token("3"), a_token("4"), a_token("5")}; }

Handler a_mock(const Policy& policy) {
  return make_mock(a_contract(policy), memory_store(five_tokens()), std::make_shared<const Env>(seeded_env(7)));
}

FaultGround a_ground() {
  const auto api = read_played_api(a_contract());
  return {.key = [api](const Request& request) { return key_asked(*api, request); },
          .forced = [api](int status, const Request& request) { return forced_answer(*api, status, request); }};
}

Request a_rotation(const std::string& segment, const Headers& headers) {
  return {.method = "POST", .target = "/api-tokens/" + segment + "/webhook/rotate-secret", .headers = headers};
}

Response ask(const Handler& handler, const Request& request) {
  const Outcome outcome = handler(request);
  REQUIRE(std::holds_alternative<Response>(outcome));
  return std::get<Response>(outcome);
}

std::string header(const Response& response, std::string_view name) {
  return std::string(find_header(response.headers, name).value_or("(none)"));
}

}  // namespace assay::test

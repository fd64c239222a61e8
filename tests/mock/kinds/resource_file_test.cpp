#include "mock/kinds/resource_file.h"

#include <nlohmann/json.hpp>

#include "mock/state/act.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"
#include "tests/mock/foreign_apis.h"

namespace assay::test {
namespace {

using nlohmann::json;

std::string refusal_of(const std::string& api, const std::string& yaml) {
  try {
    foreign_mock(foreign_contract(api), yaml);
  } catch (const BadDocument& error) {
    return error.what();
  }
  return "taken";
}

std::vector<std::string> keys_of(const std::string& api) {
  std::vector<std::string> keys;
  for (const Resource& resource : foreign_mock(foreign_contract(api)).resources) keys.push_back(resource.key());
  return keys;
}

}  // namespace

TEST_CASE("two resources are made up from the document, the same at each start") {
  CHECK(keys_of("openai-like") == std::vector<std::string>{"webhook_endpoint_1", "webhook_endpoint_2"});
  CHECK(keys_of("svix-like") == std::vector<std::string>{"app_1,endpoint_1", "app_2,endpoint_2"});
  CHECK(keys_of("problem-like") == std::vector<std::string>{"1", "2"});
  for (const std::string& api : foreign_apis) {
    const auto first = foreign_mock(foreign_contract(api)).resources;
    CHECK(first == foreign_mock(foreign_contract(api)).resources);
    CHECK(first.at(0).document() != first.at(1).document());
  }
}

TEST_CASE("what a file gives stays, and what it leaves out is made up so that all agrees") {
  const ForeignMock made = foreign_mock(foreign_contract("openai-like"), R"(resources:
  - webhook_endpoint_id: we_9
    name: Orders
    signing_secret: whsec_0123456789abcdef
    event_types: [a, b]
  - webhook_endpoint_id: 12
    signing_secret_hint: none
)");
  const Resource& first = made.resources.at(0);
  CHECK(first.text("/id") == "we_9");
  CHECK(first.text("/name") == "Orders");
  CHECK(first.text("/signing_secret_hint") == "cdef");
  CHECK(first.member("/event_types") == R"(["a","b"])");
  CHECK(first.text("/object") == "webhook_endpoint");
  CHECK(first.member("/created_at") == first.member("/updated_at"));
  CHECK(made.resources.at(1).key() == "12");
  CHECK(made.resources.at(1).text("/signing_secret_hint") == "none");
}

TEST_CASE("a resource file that cannot be used is refused with its line and the nearest right word, without a value") {
  const std::string head = "- webhook_endpoint_id: we_1\n";
  CHECK_THAT(refusal_of("openai-like", head + "  nam: hush\n"),
             Catch::Contains("resources.yaml:2") && Catch::Contains("did you mean 'name'?"));
  CHECK_THAT(refusal_of("openai-like", "- name: hush\n"), Catch::Contains("needs 'webhook_endpoint_id'"));
  CHECK_THAT(refusal_of("openai-like", head + "  name: [hush]\n"),
             Catch::Contains("does not fit the document at /name") && !Catch::Contains("hush"));
  CHECK_THAT(refusal_of("openai-like", head + head), Catch::Contains("stands twice"));
  CHECK_THAT(refusal_of("openai-like", "webhooks: []"), Catch::Contains("the one key `resources`"));
  CHECK_THAT(refusal_of("problem-like", "- endpoint_id: abc\n"), Catch::Contains("must be an integer"));
  CHECK_THAT(refusal_of("convoy-like", "- projectID: x\n  endpointID: y\n"), Catch::Contains("must be a UUID"));
}

TEST_CASE("a policy says in which state a resource is rotated, and what it needs") {
  const Contract contract = foreign_contract("openai-like", R"(mock:
  state: {member: /name, active: [live], refuse: {paused: endpoint_paused}, with: 423}
  needs: [{member: /url, else: url_missing}]
  secret: {prefix: sk_, bytes: 48}
  bearer: letmein
)");
  const ForeignMock made = foreign_mock(contract, R"(
- {webhook_endpoint_id: a, name: live}
- {webhook_endpoint_id: b, name: paused}
- {webhook_endpoint_id: c, name: lost}
)");
  const auto rotate = [&](const std::string& id) {
    return ask(made.mock.handler, {.method = "POST",
                                   .target = "/v1/webhook_endpoints/" + id + "/rotate_secret",
                                   .headers = {{"Authorization", "Bearer letmein"}}});
  };
  const std::string secret = json::parse(rotate("a").body).at("signing_secret");
  CHECK(secret.starts_with("sk_"));
  CHECK(secret.size() == 3 + 64);
  CHECK(rotate("b").status == 423);
  CHECK(json::parse(rotate("b").body).at("error").at("code") == "endpoint_paused");
  CHECK(json::parse(rotate("c").body).at("error").at("code") == "conflict");
  const Response stranger =
      ask(made.mock.handler, {.method = "POST", .target = "/v1/webhook_endpoints/a/rotate_secret"});
  CHECK(stranger.status == 401);
  CHECK(header(stranger, "WWW-Authenticate") == "Bearer");
  made.mock.parts.store->update("", "a", [](Resource& resource) { resource.put("/url", "null"); });
  CHECK(json::parse(rotate("a").body).at("error").at("code") == "url_missing");
}

TEST_CASE("a member of the mock's part that no record has is refused with the nearest that one has") {
  const auto said = [](const std::string& mock) {
    try {
      foreign_mock(foreign_contract("openai-like", "mock: {" + mock + "}\n"));
    } catch (const BadDocument& error) {
      return std::string(error.what());
    }
    return std::string("taken");
  };
  CHECK(said("state: {member: /name, active: [live]}") == "taken");
  CHECK_THAT(said("state: {member: /nam, active: [live]}"),
             Catch::Contains("names the member /nam, which the document names in no record; did you mean /name?"));
  CHECK_THAT(said("needs: [{member: /hook/url, else: none}]"), Catch::Contains("names the member /hook/url"));
}

TEST_CASE("a noun is a plural in the admin API's paths") {
  CHECK(plural_of("webhook endpoint") == "webhook-endpoints");
  CHECK(plural_of("API key") == "api-keys");
  CHECK(plural_of("Proxy") == "proxies");
  CHECK(plural_of("address") == "addresses");
  CHECK(plural_of("--") == "resources");
}

}  // namespace assay::test

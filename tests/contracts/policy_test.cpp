#include "contracts/policy.h"

#include "contracts/contract.h"
#include "tests/catch.h"
#include "tests/contracts/refusal.h"

namespace assay::test {
namespace {

Policy read(const std::string& text) { return read_policy(text, "p.yaml"); }

std::string refused(const std::string& text) {
  return refusal([&] { read(text); });
}

}  // namespace

TEST_CASE("slate.policy.yaml is the policy inside of the program") {
  const Policy file = load_policy("contracts/slate.policy.yaml");
  const Policy embedded = load_embedded_policy();
  for (const Policy* policy : {&file, &embedded}) {
    CHECK(policy->file == "contracts/slate.policy.yaml");
    CHECK(policy->framework == "fastapi");
    CHECK(policy->resource().noun == "token");
    CHECK(policy->resource().identity == "/id");
    CHECK(policy->rotation().rotates == std::vector<std::string>{"/webhook_secret"});
    CHECK(policy->rotation().success == std::vector<int>{200});
    CHECK(policy->secrets() == std::vector<std::string>{"/webhook_secret", "/token"});
    CHECK(policy->members({MemberRole::Role::part}).size() == 2);
    CHECK(policy->members({MemberRole::Role::stable, MemberRole::Role::made}).size() == 10);
    CHECK(policy->general_errors.size() == 25);
    CHECK(policy->secret_prefix == "whsec_");
    CHECK(policy->token_in_200 == Policy::Token::full);
  }
}

TEST_CASE("a policy file that names no operations changes Slate's where it says something") {
  const Policy policy = read(
      "framework: other\ngeneral_errors: [418]\noperation: rotate\n"
      "mock:\n  secret_bytes: 16\n  inactive: rotate\n  token_in_200: masked\n  touch_last_used: false\n"
      "  rate_limit: 300\n  bearer: s3cret\n");
  CHECK(policy.secret_bytes == 16);
  CHECK(policy.inactive == Policy::OnState::rotate);
  CHECK(policy.no_webhook == Policy::OnState::refuse);
  CHECK(policy.token_in_200 == Policy::Token::masked);
  CHECK_FALSE(policy.touch_last_used);
  CHECK(policy.general_errors == std::vector<int>{418});
  CHECK(policy.rate_limit == 300);
  CHECK(policy.bearer == "s3cret");
  CHECK(policy.framework == "other");
  CHECK(policy.rotation().operation == "rotate");
  CHECK(policy.resource().noun == "token");
}

TEST_CASE("a policy may be JSON") {
  CHECK(read(R"({"mock": {"token_in_200": "empty"}})").token_in_200 == Policy::Token::empty);
}

TEST_CASE("an unknown key is refused with the nearest that is known") {
  CHECK(refused("# policy\nmock:\n  secret_byte: 16\n") ==
        "p.yaml:3: /mock/secret_byte: the mock's part of a policy has no key 'secret_byte'; did you mean "
        "'secret_bytes'?");
  CHECK(refused("colour: red\n").find("contracts/slate.policy.yaml lists them all") != std::string::npos);
}

TEST_CASE("a value out of range is refused") {
  CHECK(refused("mock: {secret_bytes: 15}") ==
        "p.yaml:1: /mock/secret_bytes: 'secret_bytes' is no integer from 16 to 1024");
  for (const char* text :
       {"mock: {secret_bytes: 1025}", "mock: {secret_bytes: '32'}", "mock: {secret_bytes: 32.0}",
        "mock: {rate_limit: -1}", "mock: {rate_limit: 99999999999}", "mock: {inactive: maybe}",
        "mock: {inactive: true}", "mock: {token_in_200: FULL}", "mock: {touch_last_used: 1}",
        "mock: {touch_last_used: yes}", "operation: ''", "framework: 3", "mock: {bearer: [x]}", "general_errors: [200]",
        "general_errors: ['404']", "general_errors: [600]", "mock: []", "mock:"}) {
    INFO(text);
    CHECK_FALSE(refused(text).empty());
  }
  CHECK(refused("mock: {inactive: maybe}").find("is none of: refuse, rotate") != std::string::npos);
}

TEST_CASE("a policy that is no mapping is refused") {
  CHECK_FALSE(refused("").empty());
  CHECK_FALSE(refused("- a").empty());
}

TEST_CASE("a refused credential is not repeated") {
  CHECK(refused("mock: {bearer: {s3cret: 1}}").find("s3cret") == std::string::npos);
}

TEST_CASE("a single value is set as a policy file would set it") {
  Policy policy = load_embedded_policy();
  for (const auto* setting : {"token_in_200=masked", "secret_bytes=24", "secret_prefix=", "general_errors=[404, 410]"})
    set_policy(policy, setting);
  CHECK(policy.token_in_200 == Policy::Token::masked);
  CHECK(policy.secret_bytes == 24);
  CHECK(policy.secret_prefix.empty());
  CHECK(policy.general_errors == std::vector<int>{404, 410});
}

TEST_CASE("a setting that cannot be is refused with what to write") {
  Policy policy = load_embedded_policy();
  const auto refused_setting = [&](const char* setting) { return refusal([&] { set_policy(policy, setting); }); };
  CHECK(refused_setting("token_in_200") ==
        "'token_in_200' is no setting of the policy; write KEY=VALUE, as token_in_200=masked");
  CHECK(refused_setting("token=x") == "a policy has no key 'token'; contracts/slate.policy.yaml lists them all");
  CHECK(refused_setting("token_in_20=x") == "a policy has no key 'token_in_20'; did you mean 'token_in_200'?");
  CHECK(refused_setting("inactive=no") == "'inactive' is none of: refuse, rotate");
  CHECK(refused_setting("bearer=letmein").find("letmein") == std::string::npos);
}

}  // namespace assay::test

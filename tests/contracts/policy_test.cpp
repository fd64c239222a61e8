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

TEST_CASE("slate.policy.yaml says what the defaults are, key by key") {
  const Policy file = load_policy("contracts/slate.policy.yaml");
  const Policy defaults;
  CHECK(file.file == "contracts/slate.policy.yaml");
  CHECK(file.operation == defaults.operation);
  CHECK(file.framework == defaults.framework);
  CHECK(file.secrets == defaults.secrets);
  CHECK(file.general_errors == defaults.general_errors);
  CHECK(file.unchanged == defaults.unchanged);
  CHECK(file.inactive == defaults.inactive);
  CHECK(file.no_webhook == defaults.no_webhook);
  CHECK(file.token_in_200 == defaults.token_in_200);
  CHECK(file.secret_prefix == defaults.secret_prefix);
  CHECK(file.secret_bytes == defaults.secret_bytes);
  CHECK(file.bearer == defaults.bearer);
  CHECK(file.rate_limit == defaults.rate_limit);
  CHECK(file.touch_last_used == defaults.touch_last_used);
}

TEST_CASE("a policy file changes what it names and leaves the rest") {
  const Policy policy = read(
      "secret_bytes: 16\ninactive: rotate\ntoken_in_200: masked\ntouch_last_used: false\nsecrets: []\n"
      "general_errors: [418]\nunchanged: [name]\nrate_limit: 300\nbearer: s3cret\n");
  CHECK(policy.secret_bytes == 16);
  CHECK(policy.inactive == Policy::OnState::rotate);
  CHECK(policy.no_webhook == Policy::OnState::refuse);
  CHECK(policy.token_in_200 == Policy::Token::masked);
  CHECK_FALSE(policy.touch_last_used);
  CHECK(policy.secrets.empty());
  CHECK(policy.general_errors == std::vector<int>{418});
  CHECK(policy.unchanged == std::vector<std::string>{"name"});
  CHECK(policy.rate_limit == 300);
  CHECK(policy.bearer == "s3cret");
  CHECK(policy.framework == "fastapi");
}

TEST_CASE("a policy may be JSON") { CHECK(read(R"({"token_in_200": "empty"})").token_in_200 == Policy::Token::empty); }

TEST_CASE("an unknown key is refused with the nearest that is known") {
  CHECK(refused("# policy\nsecret_byte: 16\n") ==
        "p.yaml:2: /secret_byte: a policy has no key 'secret_byte'; did you mean 'secret_bytes'?");
  CHECK(refused("colour: red\n").find("contracts/slate.policy.yaml lists them all") != std::string::npos);
}

TEST_CASE("a value out of range is refused") {
  CHECK(refused("secret_bytes: 15") == "p.yaml:1: /secret_bytes: 'secret_bytes' is no integer from 16 to 1024");
  for (const char* text : {"secret_bytes: 1025",    "secret_bytes: '32'",      "secret_bytes: 32.0",
                           "rate_limit: -1",        "rate_limit: 99999999999", "inactive: maybe",
                           "inactive: true",        "token_in_200: FULL",      "touch_last_used: 1",
                           "touch_last_used: yes",  "operation: ''",           "framework: 3",
                           "bearer: [x]",           "secrets: token",          "secrets: [token]",
                           "secrets: [1]",          "general_errors: [200]",   "general_errors: ['404']",
                           "general_errors: [600]", "unchanged: ['']",         "unchanged:"}) {
    INFO(text);
    CHECK_FALSE(refused(text).empty());
  }
  CHECK(refused("inactive: maybe").find("is none of: refuse, rotate") != std::string::npos);
}

TEST_CASE("a policy that is no mapping is refused") {
  CHECK_FALSE(refused("").empty());
  CHECK_FALSE(refused("- a").empty());
}

TEST_CASE("a refused credential is not repeated") {
  CHECK(refused("bearer: {s3cret: 1}").find("s3cret") == std::string::npos);
}

TEST_CASE("a single value is set as a policy file would set it") {
  Policy policy;
  for (const auto* setting : {"token_in_200=masked", "secret_bytes=24", "secret_prefix=", "general_errors=[404, 410]"})
    set_policy(policy, setting);
  CHECK(policy.token_in_200 == Policy::Token::masked);
  CHECK(policy.secret_bytes == 24);
  CHECK(policy.secret_prefix.empty());
  CHECK(policy.general_errors == std::vector<int>{404, 410});
}

TEST_CASE("a setting that cannot be is refused with what to write") {
  Policy policy;
  const auto refused_setting = [&](const char* setting) { return refusal([&] { set_policy(policy, setting); }); };
  CHECK(refused_setting("token_in_200") ==
        "'token_in_200' is no setting of the policy; write KEY=VALUE, as token_in_200=masked");
  CHECK(refused_setting("token=x") == "a policy has no key 'token'; contracts/slate.policy.yaml lists them all");
  CHECK(refused_setting("token_in_20=x") == "a policy has no key 'token_in_20'; did you mean 'token_in_200'?");
  CHECK(refused_setting("inactive=no") == "'inactive' is none of: refuse, rotate");
  CHECK(refused_setting("bearer=letmein").find("letmein") == std::string::npos);
}

}  // namespace assay::test

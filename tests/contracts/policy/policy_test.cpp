#include "contracts/policy/policy.h"

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
        "mock: {touch_last_used: yes}", "operation: ''", "framework: 3", "framework: rails", "mock: {bearer: [x]}",
        "general_errors: [200]", "general_errors: ['404']", "general_errors: [600]", "mock: []", "mock:"}) {
    INFO(text);
    CHECK_FALSE(refused(text).empty());
  }
  CHECK(refused("mock: {inactive: maybe}").find("is none of: refuse, rotate") != std::string::npos);
}

TEST_CASE("what does not go with a member's role is refused with what to write") {
  const auto member = [](const std::string& role) {
    return refused("resources:\n  key:\n    members:\n      /secret: {role: secret}\n      /other: " + role +
                   "\noperations:\n  rotate: {of: key, effect: rotates, rotates: [/secret]}\n");
  };
  CHECK(member("{role: hint, of: /secret, shows: last 4}").empty());
  CHECK(member("{role: changed, unit: milliseconds}").empty());
  CHECK(member("{role: stable, order: kept, face: true}").empty());
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"{role: hint, of: /secret}", "a hint needs 'of', the pointer of the secret, and 'shows', as 'last 4'"},
      {"{role: hint, shows: last 4}", "a hint needs 'of'"},
      {"{role: hint, of: /secret, shows: last four}", "write 'last 4', 'first 4' or 'sha256 8'"},
      {"{role: hint, of: /secret, shows: last 0}", "with a number from 1 to 64"},
      {"{role: hint, of: /secret, shows: lost 4}", "did you mean 'last'?"},
      {"{role: hint, of: /secrt, shows: last 4}", "did you mean '/secret'?"},
      {"{role: hint, of: /other, shows: last 4}", "a hint is one of the secret that is rotated"},
      {"{role: part}", "a part needs 'of'"},
      {"{role: changed}\n      /third: {role: changed}", "has one time of its last change"},
      {"{role: open, of: /secret}", "'of' is said of parts and hints alone"},
      {"{role: stable, unit: seconds}", "'unit' is said of times alone; take it out, or write role: made, used or"},
      {"{role: made, order: any}", "'order' is said of stable members alone"},
      {"{role: made, unit: hours}", "is none of: rfc3339, seconds, milliseconds"},
      {"{role: stable, shows: last 4}", "'shows' is said of hints alone"}};
  for (const auto& [role, message] : wrong) {
    INFO(role);
    CHECK_THAT(member(role), Catch::Contains(message));
  }
}

TEST_CASE("what does not go with an operation's effect, or names no member, is refused") {
  const auto operations = [](const std::string& text) {
    return refused("resources:\n  key:\n    members: {/secret: {role: secret}, /name: {role: stable}}\noperations:\n" +
                   text);
  };
  const std::string rotation = "  rotate: {of: key, effect: rotates, rotates: [/secret]";
  CHECK(operations(rotation + ", changes: [/name]}\n").empty());
  CHECK(operations(rotation + "}\n  get: {of: key, effect: reads, hides: [/secret]}\n").empty());
  CHECK_THAT(operations(rotation + ", changes: [/nam]}\n"), Catch::Contains("did you mean '/name'?"));
  CHECK_THAT(operations(rotation + ", hides: [/secret]}\n"), Catch::Contains("'hides' is said of a reading alone"));
  CHECK_THAT(operations(rotation + "}\n  get: {of: key, effect: reads, changes: [/name]}\n"),
             Catch::Contains("'changes' is said of a rotation alone"));
  CHECK_THAT(operations(rotation + "}\n  get: {of: key, effect: reads, hides: [/secret], shows: [/secret]}\n"),
             Catch::Contains("which 'shows' names too"));
  CHECK_THAT(operations(rotation + "}\n  get: {of: key, effect: reads, hides: [/name]}\n"),
             Catch::Contains("which is no member of key with role: secret"));
}

TEST_CASE("a member that the rotation may change is compared by no law") {
  const Policy policy = read(
      "use: rotation\nresources:\n  key:\n    members: {/secret: {role: secret}, /name: {role: stable}}\n"
      "operations:\n  rotate: {of: key, effect: rotates, rotates: [/secret], changes: [/name]}\n");
  CHECK_FALSE(policy.members({MemberRole::Role::stable}).front().stays());
  CHECK_THAT(refused("use: rotatio\n"), Catch::Contains("did you mean 'rotation'?"));
}

TEST_CASE("the errors of a policy are refused with what to write") {
  CHECK_THAT(refused("errors: {shape: problm}"), Catch::Contains("did you mean 'problem'?"));
  CHECK_THAT(refused("errors: {shap: problem}"), Catch::Contains("did you mean 'shape'?"));
  CHECK_THAT(refused("errors: {shape: {where: param}}"), Catch::Contains("a shape needs 'list'"));
  CHECK_THAT(refused("errors: {shape: {list: errors}}"), Catch::Contains("write '/errors'"));
  CHECK_THAT(refused("errors: {shape: {list: /errors, form: [in]}}"), Catch::Contains("there is no 'where'"));
  CHECK_THAT(refused("errors: {shape: {list: /errors, where: loc, form: [out]}}"),
             Catch::Contains("its words are 'in' and 'name'"));
  CHECK_THAT(refused("errors: {invalid: 200}"), Catch::Contains("400 to 499"));
  CHECK(read("errors: {invalid: 422}").invalid == std::vector<int>{422});
  CHECK(read("errors: {invalid: [400, 404]}").invalid == std::vector<int>{400, 404});
  CHECK_THAT(refused("laws: [secret/fresh, secret/fresh: {level: must}]"), Catch::Contains("stands twice"));
  CHECK_THAT(refused("laws: [secret/fresh: {level: musst}]"), Catch::Contains("did you mean 'must'?"));
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

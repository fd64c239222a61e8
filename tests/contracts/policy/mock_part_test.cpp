#include <string>

#include "contracts/documents/place.h"
#include "contracts/policy/policy.h"
#include "contracts/policy/written.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

const std::string another = R"(
resources: {key: {members: {/secret: {role: secret}}}}
operations: {rotate: {of: key, effect: rotates, rotates: [/secret]}}
mock:
)";

Policy with(const std::string& lines) { return read_policy(another + lines, "p.yaml"); }

std::string refusal_of(const std::string& lines) {
  try {
    with(lines);
  } catch (const BadDocument& error) {
    return error.what();
  }
  return "taken";
}

std::string written_of(const Policy& policy, const std::string& key) {
  for (const auto& [name, value] : written_mock(policy))
    if (name == key) return value;
  return "";
}

}  // namespace

TEST_CASE("another API's mock has states, needs and a secret of its own, and they are written as they were read") {
  const Policy policy =
      with(R"(  state: {member: /status, active: [on, true, 1], refuse: {paused: key_paused}, with: 423}
  needs: [{member: /url, else: url_missing}, {member: /owner, else: lost, with: 400}]
  secret: {prefix: sk_, bytes: 48}
)");
  REQUIRE(policy.state);
  CHECK(policy.state->active == std::vector<std::string>{R"("on")", "true", "1"});
  CHECK(policy.state->with == 423);
  CHECK(policy.needs.at(0).with == 409);
  CHECK(policy.needs.at(1).otherwise == "lost");
  CHECK(policy.secret_prefix == "sk_");
  CHECK(policy.secret_bytes == 48);
  CHECK(written_of(policy, "inactive").empty());
  const Policy again =
      with("  state: " + written_of(policy, "state") + "\n  needs: " + written_of(policy, "needs") + "\n");
  CHECK(written_of(again, "state") == written_of(policy, "state"));
  CHECK(written_of(again, "needs") == written_of(policy, "needs"));
}

TEST_CASE("another API's mock begins without Slate's prefix of secrets, which a policy of Slate keeps") {
  CHECK(with("  bearer: x").secret_prefix.empty());
  CHECK(read_policy("mock: {secret: {bytes: 16}}", "p.yaml").secret_prefix == "whsec_");
}

TEST_CASE("what a mock does not know is refused with its line and the nearest right word") {
  CHECK_THAT(refusal_of("  stat: {}"), Catch::Contains("p.yaml:5") && Catch::Contains("did you mean 'state'?"));
  CHECK_THAT(refusal_of("  state: {member: /s, actives: [a]}"), Catch::Contains("did you mean 'active'?"));
  CHECK_THAT(refusal_of("  state: {member: /s}"), Catch::Contains("needs 'active'"));
  CHECK_THAT(refusal_of("  state: {member: s, active: [a]}"), Catch::Contains("write '/s'"));
  CHECK_THAT(refusal_of("  state: {member: /s, active: []}"), Catch::Contains("list of states"));
  CHECK_THAT(refusal_of("  needs: {member: /s}"), Catch::Contains("is no list"));
  CHECK_THAT(refusal_of("  needs: [{member: /s}]"), Catch::Contains("has 'else'"));
  CHECK_THAT(refusal_of("  secret: {byte: 3}"), Catch::Contains("did you mean 'bytes'?"));
  CHECK_THAT(refusal_of("  inactive: rotate"), Catch::Contains("'inactive' is of the Slate API's mock alone"));
  const Policy whole = read_policy(embedded_policy_text(), "p.yaml");  // Slate's, written out: its own keys stay
  CHECK(written_mock(whole) == written_mock(load_embedded_policy()));
  CHECK_THROWS_AS(read_policy("mock: {state: {member: /s, active: [a]}}", "p.yaml"), BadDocument);
}

}  // namespace assay::test

#include "mock/state/act.h"

#include <chrono>

#include "tests/catch.h"
#include "tests/mock/a_mock.h"

namespace assay::test {
using namespace std::chrono_literals;

namespace {

const Moment now = std::chrono::sys_days{std::chrono::year{2026} / 1 / 31} + 8h + 15min + 30s;

Policy changed(const std::function<void(Policy&)>& change) {
  Policy policy = load_embedded_policy();
  change(policy);
  return policy;
}

const Rules& slate() {
  static const Rules rules = rules_of(load_embedded_policy());
  return rules;
}

std::string refused_as(const Resource& resource, const Rules& rules = slate()) {
  const auto refused = refusal(resource, now, rules);
  if (!refused) return "";
  CHECK(refused->status == 409);
  return refused->code + ": " + refused->text;
}

Resource with_status(const std::string& status) { return with(a_token("1"), "/status", '"' + status + '"'); }

// A resource of another API, where all that can move does.
const Rules another = {.secret = "/data/secret",
                       .hints = {{"/hint", MemberRole::Shows::last, 4},
                                 {"/start", MemberRole::Shows::first, 3},
                                 {"/digest", MemberRole::Shows::sha256, 8}},
                       .changed = {{"/changed", MemberRole::Unit::seconds}, {"/at", MemberRole::Unit::rfc3339}},
                       .counts = {"/version", "/name"}};
const Resource endpoint(
    {"a", "b,c"}, R"({"hint":"....","start":"","digest":"","changed":1000,"at":"2020-01-01T00:00:00Z","version":6,)"
                  R"("name":"Orders","data":{"secret":"old","kept":1}})");

}  // namespace

TEST_CASE("a rotation replaces the secret and nothing else") {
  const Resource before = a_token("1");
  const auto [after, refused] = rotate(before, now, "whsec_new", slate());
  Resource expected = with(before, "/webhook_secret", R"("whsec_new")");
  expected.rotations = 1;
  CHECK(after == expected);
  CHECK_FALSE(refused);
}

TEST_CASE("a rotation moves hints, times of change and counts, wherever the secret stands") {
  const Resource after = rotate(endpoint, now, "sk_0123456789", another).resource;
  CHECK(after.document() ==
        R"({"hint":"6789","start":"sk_","digest":"993fc116","changed":1769847330,"at":"2026-01-31T08:15:30Z",)"
        R"("version":7,"name":"Orders","data":{"secret":"sk_0123456789","kept":1}})");
  CHECK(after.rotations == 1);
  CHECK(after.key() == "a,b%2Cc");
}

TEST_CASE("a time of change never goes backwards, although the clock may") {
  const Resource once = rotate(endpoint, now, "s", another).resource;
  const Resource twice = rotate(once, now - 1h, "t", another).resource;
  CHECK(twice.member("/changed") == "1769847330");
  CHECK(twice.member("/at") == R"("2026-01-31T08:15:30Z")");
}

TEST_CASE("a refusal leaves the token as it was") {
  for (const auto* status : {"disabled", "revoked", "expired"}) {
    const Resource before = with_status(status);
    const auto [after, refused] = rotate(before, now, "whsec_new", slate());
    CHECK(after == before);
    CHECK(refused.has_value());
  }
}

TEST_CASE("tokens that are not active, or have no webhook, are refused by name") {
  CHECK(refused_as(with_status("revoked")) == "token_revoked: Token has been revoked");
  CHECK(refused_as(with_status("expired")) == "token_expired: Token has expired");
  CHECK(refused_as(with_status("disabled")) == "token_disabled: Token is disabled");
  CHECK(refused_as(with(a_token("1"), "/webhook_url", "null")) ==
        "webhook_not_configured: Token has no webhook configured");
  CHECK(refused_as(a_token("1")).empty());
}

TEST_CASE("the policy may rotate what it would refuse") {
  const Rules all = rules_of(changed([](Policy& policy) {
    policy.inactive = Policy::OnState::rotate;
    policy.no_webhook = Policy::OnState::rotate;
  }));
  CHECK(refused_as(with(with_status("revoked"), "/webhook_url", "null"), all).empty());
}

TEST_CASE("an active token expires when its time comes") {
  const auto status = [](const Resource& token) { return Resource({"1"}, shown(token, now, slate())).text("/status"); };
  CHECK(status(with(a_token("1"), "/expires_at", R"("2026-01-31T08:15:30.000001Z")")) == "active");
  const Resource over = with(a_token("1"), "/expires_at", R"("2026-01-31T08:15:30Z")");
  CHECK(status(over) == "expired");
  CHECK(refused_as(over) == "token_expired: Token has expired");
  CHECK(status(with(over, "/status", R"("revoked")")) == "revoked");
}

TEST_CASE("an authenticated call moves last_used_at unless the policy says not to, and never backwards") {
  const Rules touch = rules_of(changed([](Policy& policy) { policy.bearer = "letmein"; }));
  const auto used = [&](const Resource& token, const Rules& rules) {
    return std::string(rotate(token, now, "s", rules).resource.member("/last_used_at"));
  };
  CHECK(used(a_token("1"), touch) == R"("2026-01-31T08:15:30Z")");
  const std::string later = R"("2026-01-31T09:15:30Z")";
  CHECK(used(with(a_token("1"), "/last_used_at", later), touch) == later);
  CHECK(used(a_token("1"), rules_of(changed([](Policy& policy) {
               policy.bearer = "letmein";
               policy.touch_last_used = false;
             }))) == "null");
}

TEST_CASE("where no credentials are asked for, no call is authenticated, and last_used_at stays") {
  CHECK(rotate(a_token("1"), now, "s", slate()).resource.member("/last_used_at") == "null");
}

TEST_CASE("the token is shown as the policy says") {
  const auto token_shown = [](Policy::Token disclosure) {
    const Rules rules = rules_of(changed([&](Policy& policy) { policy.token_in_200 = disclosure; }));
    return Resource({"1"}, shown(a_token("1"), now, rules)).text("/token");
  };
  CHECK(token_shown(Policy::Token::full) == "slate_test_Zk3vQ8mT1yWc9f3c");
  CHECK(token_shown(Policy::Token::masked) == "slate_test_****9f3c");
  CHECK(token_shown(Policy::Token::empty).empty());
}

TEST_CASE("an answer shows a resource without what it hides, between what stands around it") {
  const View view{.before = R"({"data":)", .after = "}", .omitted = {"/hint", "/data/secret", "/name", "/no-such"}};
  CHECK(
      shown(endpoint, now, another, view) ==
      R"({"data":{"start":"","digest":"","changed":1000,"at":"2020-01-01T00:00:00Z","version":6,"data":{"kept":1}}})");
  CHECK(endpoint.without(endpoint.pointers()) == "{}");
}

TEST_CASE("date-times before 1970 and with few microseconds keep all their digits") {
  CHECK(to_rfc3339(Moment{-1us}) == "1969-12-31T23:59:59.999999Z");
  CHECK(to_rfc3339(Moment{1us}) == "1970-01-01T00:00:00.000001Z");
}

}  // namespace assay::test

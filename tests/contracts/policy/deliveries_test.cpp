#include "contracts/policy/deliveries.h"

#include <string>

#include "contracts/documents/place.h"
#include "contracts/policy/policy.h"
#include "contracts/policy/written.h"
#include "contracts/signatures/scheme.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

using namespace std::chrono_literals;

std::string refusal_of(const std::string& setting) {
  Policy policy = load_embedded_policy();
  try {
    set_policy(policy, setting);
  } catch (const BadDocument& error) {
    return error.what();
  }
  return "taken";
}

}  // namespace

TEST_CASE("of deliveries the document says nothing: the policy's defaults are the Standard Webhooks' and no grace") {
  const DeliveryRules rules = load_embedded_policy().deliveries;
  CHECK(rules.scheme == "standard-webhooks");
  CHECK(rules.grace == 0s);
  CHECK(rules.second_rotation == DeliveryRules::Second::keep);
  CHECK(rules.retries == std::vector<std::chrono::microseconds>{5s, 5min, 30min, 2h});
  CHECK(rules.trigger.empty());
}

TEST_CASE("a policy of another API has the same keys, and they are written as they were read") {
  const std::string keys = R"(webhook_scheme: stripe
webhook_grace: 24h
webhook_second_rotation: refuse
webhook_lag: 2s
webhook_tolerance: 10m
webhook_retries: [1s, 250ms]
webhook_timeout: 3s
webhook_trigger: POST /keys/{key}/test?now=1
)";
  const std::string another = R"(resources: {key: {members: {/secret: {role: secret}}}}
operations: {rotate: {of: key, effect: rotates, rotates: [/secret]}}
)";
  const auto first = written_deliveries(read_policy(another + keys, "p.yaml").deliveries);
  std::string again;
  for (const auto& [key, value] : first) again.append(key).append(": ").append(value).append("\n");
  CHECK(written_deliveries(read_policy(another + again, "p.yaml").deliveries) == first);
  CHECK(again.find("webhook_retries: [\"1s\", \"250ms\"]") != std::string::npos);
}

TEST_CASE("each key of deliveries refuses what it cannot mean, with what it can") {
  CHECK(refusal_of("webhook_scheme=standard-webhook").ends_with("did you mean 'standard-webhooks'?"));
  CHECK(refusal_of("webhook_grace=5").ends_with("write 200ms, 1.5s, 90m, 2h or 30d"));
  CHECK(refusal_of("webhook_retries=[1s, soon]").find("\"soon\" is no length of time") != std::string::npos);
  CHECK(refusal_of("webhook_retries=5s").find("webhook_retries") != std::string::npos);
  CHECK(refusal_of("webhook_timeout=11m").ends_with("a receiver may take 1ms to 10m"));
  CHECK(refusal_of("webhook_second_rotation=keeep").ends_with("did you mean 'keep'?"));
  for (const char* trigger : {"POST test", "post /test", "/test", "POST /a b", "POST /a#b", "POST "})
    CHECK(refusal_of(std::string("webhook_trigger=") + trigger).find("is no request") != std::string::npos);
  CHECK(refusal_of("webhook_trigger=") == "taken");
  CHECK(refusal_of("webhook_gracee=5s").ends_with("did you mean 'webhook_grace'?"));
}

TEST_CASE("a policy names exactly the schemes that the checker verifies, the default first") {
  std::vector<std::string> verified;
  for (const SignatureScheme& scheme : signature_schemes()) verified.push_back(scheme.id);
  CHECK(scheme_names() == verified);
}

}  // namespace assay::test

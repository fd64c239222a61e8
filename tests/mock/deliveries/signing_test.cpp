#include "mock/deliveries/signing.h"

#include "contracts/policy/deliveries.h"
#include "contracts/signatures/verification.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string old_secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const DeliveryText example{
    .id = "msg_p5jXN8AQM9LWM0D4loKWxJek", .timestamp = 1614265330, .body = R"({"test": 2432232314})"};

std::string header(const Headers& headers, std::string_view name) {
  return std::string(find_header(headers, name).value_or(""));
}

SignatureMatch verified(const std::string& scheme, const Headers& headers, const std::string& with) {
  return verify_signature(*find_scheme(scheme), {.headers = headers,
                                                 .body = example.body,
                                                 .secrets = {with},
                                                 .now = std::chrono::sys_seconds(std::chrono::seconds(1614265330))});
}

}  // namespace

TEST_CASE("a delivery is signed as the example of the Standard Webhooks' own tests is") {
  const Headers headers = *signature_headers("standard-webhooks", {secret}, example);
  CHECK(header(headers, "webhook-signature") == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  CHECK(header(headers, "webhook-id") == example.id);
  CHECK(header(headers, "webhook-timestamp") == "1614265330");
}

TEST_CASE("a delivery is signed as the example of GitHub's documentation is") {
  const Headers headers =
      *signature_headers("github", {"It's a Secret to Everybody"}, {.id = "1", .body = "Hello, World!"});
  CHECK(header(headers, "X-Hub-Signature-256") ==
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
}

TEST_CASE("what is signed by each scheme is verified by the checker's own reading, which shares no code with it") {
  for (const std::string& scheme : scheme_names()) {
    INFO(scheme);
    const Headers headers = *signature_headers(scheme, {secret}, example);
    CHECK(verified(scheme, headers, secret).fits());
    CHECK_FALSE(verified(scheme, headers, old_secret).secret);
  }
}

TEST_CASE("two secrets sign both where a scheme has several signatures, else the newest, of Shopify the oldest") {
  for (const std::string& scheme : scheme_names()) {
    INFO(scheme);
    const Headers headers = *signature_headers(scheme, {secret, old_secret}, example);
    const bool has_several = scheme == "standard-webhooks" || scheme == "svix" || scheme == "stripe";
    CHECK(verified(scheme, headers, secret).fits() == (scheme != "shopify"));
    CHECK(verified(scheme, headers, old_secret).fits() == (has_several || scheme == "shopify"));
  }
}

TEST_CASE("a secret that is no base64 signs by the schemes whose key is its text, and by no other") {
  for (const char* text : {"plain secret", "whsec_", "whsec_abc", "whsec_ab-_", "whsec_====", ""}) {
    INFO(text);
    CHECK_FALSE(signature_headers("standard-webhooks", {text}, example));
    CHECK_FALSE(signature_headers("svix", {secret, text}, example));
    CHECK(signature_headers("stripe", {text}, example));
  }
}

}  // namespace assay::test

// The verifier against vectors that others published, or that the openssl command made.
#include "contracts/signatures/verification.h"

#include "tests/catch.h"
#include "tests/contracts/signatures/sending.h"

namespace assay::test {
namespace {

struct Vector {
  const char* scheme;
  const char* source;
  Headers headers{};
  std::string body{};
  std::string secret{};
  long now = 0;
};

const std::string slack_body =
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&"
    "user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack."
    "com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121."
    "803a0bc887a14d10d2c447fce8b6703c";

const std::vector<Vector> vectors = {
    {"standard-webhooks",
     "webhook.test.ts of standard-webhooks/standard-webhooks",
     {{"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
      {"webhook-timestamp", "1614265330"},
      {"webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}},
     R"({"test": 2432232314})",
     "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
     1614265330},
    {"svix",
     "the same bytes under svix's names",
     {{"Svix-Id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
      {"Svix-Timestamp", "1614265330"},
      {"Svix-Signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}},
     R"({"test": 2432232314})",
     "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
     1614265330},
    {"stripe",
     "openssl dgst -sha256 -hmac whsec_...",
     {{"Stripe-Signature", "t=1614265330,v1=2e37df5d4a028c51a7f3133d64ae1e300d2c2c900f1b1d49d4369ad2530f8964,v0=00"}},
     R"({"test": 2432232314})",
     "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
     1614265330},
    {"github",
     "docs.github.com, validating webhook deliveries",
     {{"X-Hub-Signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}},
     "Hello, World!",
     "It's a Secret to Everybody",
     0},
    {"slack",
     "docs.slack.dev, verifying requests from Slack",
     {{"X-Slack-Request-Timestamp", "1531420618"},
      {"X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"}},
     slack_body,
     "8f742231b10e8888abcd99yyyzzz85a5",
     1531420618},
    {"shopify",
     "openssl dgst -sha256 -hmac hush -binary | base64",
     {{"X-Shopify-Hmac-SHA256", "GSMkouYq910XCW7wBeiXYHW1KhmYc/L3xj5h5r26zw4="}},
     R"({"test": 2432232314})",
     "hush",
     0},
};

Receipt receipt_of(const Vector& vector) {
  return {.headers = vector.headers,
          .body = vector.body,
          .secrets = {vector.secret},
          .now = std::chrono::sys_seconds(std::chrono::seconds(vector.now))};
}

const std::vector<std::string> schemes = {"standard-webhooks", "svix", "stripe", "github", "slack", "shopify"};
const std::vector<std::string> timed = {"standard-webhooks", "svix", "stripe", "slack"};

void move_clock(Receipt& receipt, long seconds) { receipt.now += std::chrono::seconds(seconds); }

}  // namespace

TEST_CASE("the vectors that each scheme's maker published verify, and not with a byte changed") {
  REQUIRE(vectors.size() == signature_schemes().size());
  for (const Vector& vector : vectors) {
    INFO(vector.scheme << ", " << vector.source);
    Receipt receipt = receipt_of(vector);
    CHECK(verdict(vector.scheme, receipt) == "fits");
    receipt.body.back() ^= 1;
    CHECK(verdict(vector.scheme, receipt) == "none");
    receipt = receipt_of(vector);
    receipt.secrets.front()[3] ^= 1;
    CHECK(verdict(vector.scheme, receipt) == "none");
    receipt = receipt_of(vector);
    receipt.headers.back().value[20] ^= 1;
    CHECK(verdict(vector.scheme, receipt) == "none");
  }
}

TEST_CASE("the first of several secrets that signed is named by its ordinal, whichever it is") {
  for (const auto& scheme : schemes) {
    INFO(scheme);
    Receipt receipt = received({.scheme = scheme});
    receipt.secrets = {wrong_secret, good_secret, good_secret};
    CHECK(verify_signature(*find_scheme(scheme), receipt).secret == std::optional<std::size_t>(1));
  }
}

TEST_CASE("of a delivery signed with two secrets either verifies it, in one header or in two") {
  const Receipt now = received({.scheme = "standard-webhooks"});
  const std::string one = now.headers.back().value, other = "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=";
  for (const std::string& value :
       {other + " " + one, one + " " + other, other + ", " + one, one + ", " + other, "v1a,AAAA " + one}) {
    INFO(value);
    Receipt receipt = now;
    receipt.headers.back().value = value;
    CHECK(verdict("standard-webhooks", receipt) == "fits");
  }
  Receipt twice = now;
  twice.headers.insert(twice.headers.begin(), {"Webhook-Signature", other});
  CHECK(verdict("standard-webhooks", twice) == "fits");
  Receipt stripe = received({.scheme = "stripe"});
  stripe.headers.back().value += ",v1=" + std::string(64, '0');
  CHECK(verdict("stripe", stripe) == "fits");
}

TEST_CASE("svix's headers may be called as the standard calls them") {
  CHECK(verdict("svix", received({.scheme = "standard-webhooks"})) == "fits");
}

TEST_CASE("a timestamp is tolerated to the second, in both directions, where there is one") {
  for (const auto& scheme : timed) {
    INFO(scheme);
    for (const long off : {300L, -300L}) {
      Receipt receipt = received({.scheme = scheme});
      move_clock(receipt, off);
      CHECK(verdict(scheme, receipt) == "fits");
      move_clock(receipt, off > 0 ? 1 : -1);
      CHECK(verdict(scheme, receipt) == "clock");
    }
  }
  for (const std::string scheme : {"github", "shopify"}) {
    Receipt receipt = received({.scheme = scheme});
    move_clock(receipt, 1'000'000'000);
    CHECK(verdict(scheme, receipt) == "fits");
  }
}

TEST_CASE("a timestamp beyond what a number holds is no time, not that of 1970") {
  Receipt receipt = received({.scheme = "slack", .timestamp = std::string(30, '9')});
  receipt.now = {};
  CHECK(verdict("slack", receipt) == "timestamp-unit");
}

TEST_CASE("a header that is missing, or stands twice where there may be one, is told by its name") {
  const auto fault = [](const std::string& scheme, const Headers& headers) {
    return verify_signature(*find_scheme(scheme), {.headers = headers, .secrets = {good_secret}}).fault;
  };
  CHECK(fault("standard-webhooks", {}) == "header webhook-id is missing");
  CHECK(fault("slack", {{"X-Slack-Signature", "v0=00"}}) == "header X-Slack-Request-Timestamp is missing");
  CHECK(fault("github", {{"X-Hub-Signature-256", "sha256=a"}, {"x-hub-signature-256", "sha256=b"}}) ==
        "header X-Hub-Signature-256 stands more than once");
  CHECK(fault("github", {{"X-Hub-Signature-256", "sha1=00"}}) ==
        "header X-Hub-Signature-256 holds no signature that begins with sha256=");
  CHECK(fault("stripe", {{"Stripe-Signature", "v1=00"}}) == "header Stripe-Signature holds no timestamp, t=SECONDS");
}

TEST_CASE("a secret that is no base64 is no key of a scheme that decodes, and is told apart") {
  Receipt receipt = received({.scheme = "standard-webhooks"});
  for (const std::string secret : {"whsec_", "whsec_abc", "not base64!", "whsec_====", "whsec_MfKQ9r8GKYqrTw-_"}) {
    INFO(secret);
    receipt.secrets = {secret, good_secret};
    const SignatureMatch verification = verify_signature(*find_scheme("standard-webhooks"), receipt);
    CHECK(verification.not_a_key == std::vector<std::size_t>{0});
    CHECK(verification.secret == std::optional<std::size_t>(1));
  }
}

}  // namespace assay::test

#include "contracts/signatures/scheme.h"

#include <algorithm>

namespace assay {

// Longer than other functions: a table.
const std::vector<SignatureScheme>& signature_schemes() {
  using Key = SignatureScheme::Key;
  using Coding = SignatureScheme::Coding;
  static const SignatureScheme::Fields webhook = {"webhook-id", "webhook-timestamp", "webhook-signature"};
  static const SignatureScheme::Fields svix = {"svix-id", "svix-timestamp", "svix-signature"};
  static const std::vector<SignatureScheme> table = {
      {.id = "standard-webhooks",
       .summary = "Standard Webhooks 1.0.0, symmetric: webhook-signature: v1,BASE64",
       .source = "spec/standard-webhooks.md of standard-webhooks/standard-webhooks, b2fa7b8",
       .signed_text = "{id}.{timestamp}.{body}",
       .key = Key::decoded,
       .coding = Coding::base64,
       .fields = {webhook},
       .mark = "v1,",
       .separator = ' '},
      {.id = "svix",
       .summary = "Svix: the same, with headers called svix-* or webhook-*",
       .source = "svix 1.99.1 (npm), which takes both",
       .signed_text = "{id}.{timestamp}.{body}",
       .key = Key::decoded,
       .coding = Coding::base64,
       .fields = {svix, webhook},
       .mark = "v1,",
       .separator = ' '},
      {.id = "stripe",
       .summary = "Stripe: Stripe-Signature: t=SECONDS,v1=HEX; the secret's whole text is the key",
       .source = "docs.stripe.com/webhooks, stripe 23.1.0 (npm)",
       .signed_text = "{timestamp}.{body}",
       .key = Key::text,
       .coding = Coding::hex,
       .fields = {{.signature = "Stripe-Signature"}},
       .mark = "v1=",
       .separator = ',',
       .timestamp_mark = "t="},
      {.id = "github",
       .summary = "GitHub: X-Hub-Signature-256: sha256=HEX; no timestamp",
       .source = "docs.github.com, validating webhook deliveries",
       .signed_text = "{body}",
       .key = Key::text,
       .coding = Coding::hex,
       .fields = {{.signature = "X-Hub-Signature-256"}},
       .mark = "sha256="},
      {.id = "slack",
       .summary = "Slack: X-Slack-Signature: v0=HEX, X-Slack-Request-Timestamp",
       .source = "docs.slack.dev, verifying requests from Slack",
       .signed_text = "v0:{timestamp}:{body}",
       .key = Key::text,
       .coding = Coding::hex,
       .fields = {{.timestamp = "X-Slack-Request-Timestamp", .signature = "X-Slack-Signature"}},
       .mark = "v0="},
      {.id = "shopify",
       .summary = "Shopify: X-Shopify-Hmac-Sha256: BASE64; no timestamp",
       .source = "shopify.dev, verifying webhook deliveries over HTTPS",
       .signed_text = "{body}",
       .key = Key::text,
       .coding = Coding::base64,
       .fields = {{.signature = "X-Shopify-Hmac-Sha256"}},
       .signs = SignatureScheme::Signs::oldest},
  };
  return table;
}

const SignatureScheme* find_scheme(std::string_view id) {
  const auto& table = signature_schemes();
  const auto found = std::find_if(table.begin(), table.end(), [&](const auto& each) { return each.id == id; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace assay

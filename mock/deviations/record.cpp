// Deviations of the record that a rotation shows.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

// The last character is another one, the same at every rotation.
void wrong_last4(ordered_json& body, std::uint64_t) {
  auto last4 = body["token_last4"].get<std::string>();
  if (!last4.empty()) last4.back() = last4.back() == 'x' ? 'y' : 'x';
  body["token_last4"] = last4;
}

void wrong_prefix(ordered_json& body, std::uint64_t) { body["token_prefix"] = "slate_live_"; }

void changed_id(ordered_json& body, std::uint64_t) { body["id"] = body["id"].get<std::int64_t>() + 1000000; }

// Prefix and last four stay, so that the record agrees with itself.
void new_token(ordered_json& body, std::uint64_t k) {
  const auto prefix = body["token_prefix"].get<std::string>();
  body["token"] = prefix + std::to_string(100000 + k) + "Renewed" + body["token_last4"].get<std::string>();
}

void new_last4(ordered_json& body, std::uint64_t k) {
  const auto last4 = std::to_string(1000 + k);
  auto token = body["token"].get<std::string>();
  body["token"] = token.replace(token.size() - 4, 4, last4);
  body["token_last4"] = last4;
}

// From the second rotation on.
Wrap later_shows(const char* member, const ordered_json& value) {
  return edits(200, [member, value](ordered_json& body, std::uint64_t k) {
    if (k > 0) body[member] = value;
  });
}

void renamed(ordered_json& body, std::uint64_t k) {
  body["name"] = body["name"].get<std::string>() + " (rotated " + std::to_string(k) + ")";
}

void made_again(ordered_json& body, std::uint64_t k) {
  body["created_at"] = "2025-06-01T00:00:" + std::to_string(10 + k % 50) + "Z";
}

}  // namespace

std::vector<Deviation> record_deviations() {
  const std::string unchanged = "state/unchanged";
  return {
      {"changed-id", "A 200 shows another id than the one asked for.", "state/id", edits(200, changed_id)},
      {"renamed", "A rotation puts a note behind the name.", unchanged, edits(200, renamed)},
      {"scopes-lost", "A rotation takes the scopes away.", unchanged, later_shows("scopes", ordered_json::array())},
      {"webhook-disabled", "A rotation disables the webhook.", unchanged, later_shows("webhook_enabled", false)},
      {"url-lost", "A rotation takes the webhook_url away.", unchanged, later_shows("webhook_url", nullptr)},
      {"allowlist-opened", "A rotation opens the ip_allowlist.", unchanged, later_shows("ip_allowlist", {"0.0.0.0/0"})},
      {"limit-reset", "A rotation sets the rate_limit back.", unchanged, later_shows("rate_limit", 1000)},
      {"expiry-moved", "A rotation moves expires_at.", unchanged, later_shows("expires_at", "2100-12-31T23:59:59Z")},
      {"status-changed", "A rotation shows the status \"rotated\".", unchanged, later_shows("status", "rotated")},
      {"creator-changed", "A rotation takes the caller for the creator.", unchanged,
       later_shows("created_by", "api@broker.example")},
      {"made-again", "A rotation moves created_at.", unchanged, edits(200, made_again)},
      {"wrong-last4", "token_last4 is not how the token ends.", "state/token-consistent", edits(200, wrong_last4)},
      {"wrong-prefix", "token_prefix is not how the token begins.", "state/token-consistent", edits(200, wrong_prefix)},
      {"token-rotated", "A rotation replaces the token as well.", "state/token-not-rotated", edits(200, new_token)},
      {"last4-rotated", "A rotation replaces the token's last characters.", "state/token-not-rotated",
       edits(200, new_last4)},
  };
}

}  // namespace assay

// Deviations of where a secret comes from: what others know, instead of randomness.
#include <chrono>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "contracts/digest.h"
#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

// The machine's clock: the only one that the checker shares.
std::string second_of_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

// `member` stands in the middle of the secret.
Wrap holds(const char* member) {
  return edits(200, [member](ordered_json& body, std::uint64_t) {
    auto secret = body["webhook_secret"].get<std::string>();
    body["webhook_secret"] = secret.insert(secret.size() / 2, body[member].get<std::string>());
  });
}

std::string chained(const Issue& issue, std::map<std::string, std::string>& previous) {
  auto& last = previous[issue.id];
  last = "whsec_" + to_hex(digest(Hash::sha256, last.empty() ? issue.honest : last));
  return last;
}

void name_in_base64(ordered_json& body, std::uint64_t k) {
  const auto honest = body["webhook_secret"].get<std::string>();
  body["webhook_secret"] =
      "whsec_" + to_base64(body["name"].get<std::string>() + ":" + std::to_string(100 + k)) + honest.substr(6);
}

}  // namespace

std::vector<Deviation> secret_origin_deviations() {
  return {
      {"token-in-secret", "The secret holds the API token.", "secret/not-embedded", holds("token")},
      {"last4-in-secret", "The secret holds token_last4.", "secret/not-embedded", holds("token_last4")},
      {"name-in-secret", "The secret holds the token's name.", "secret/not-embedded", holds("name")},
      {"url-in-secret", "The secret holds the webhook_url.", "secret/not-embedded", holds("webhook_url")},
      {"md5-of-id-and-count", "The secret is MD5 of the id, a colon and the count.", "secret/not-derived",
       secrets([](const Issue& issue) {
         return "whsec_" + to_hex(digest(Hash::md5, issue.id + ":" + std::to_string(issue.k)));
       })},
      {"hmac-of-count", "The secret is HMAC-SHA-256 of the count under the id.", "secret/not-derived",
       secrets([](const Issue& issue) {
         return "whsec_" + to_base64(hmac(Hash::sha256, issue.id, std::to_string(issue.k)));
       })},
      {"sha256-of-time", "The secret is SHA-256 of the time in seconds.", "secret/not-derived",
       secrets([](const Issue&) { return "whsec_" + to_hex(digest(Hash::sha256, second_of_now())); })},
      {"hash-chain", "Each secret but the first is SHA-256 of the one before.", "secret/not-derived",
       secrets([previous = std::map<std::string, std::string>{}](const Issue& issue) mutable {
         return chained(issue, previous);
       })},
      {"name-in-base64", "The secret begins with the name in Base64.", "secret/not-derived",
       edits(200, name_in_base64)},
  };
}

}  // namespace assay

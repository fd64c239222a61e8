// One API token's state, and the one thing that a rotation does to it. Pure: no clock, no randomness, no lock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/policy/policy.h"
#include "mock/state/moment.h"

namespace assay {

// The 16 members of TokenWithSecretResponse, in its order, and one count that no answer shows.
struct Token {
  enum class Status { active, disabled, revoked, expired };

  std::string id{};  // canonical decimal text: '-' or digits, no leading zero, any size
  std::string name{};
  std::string token_prefix{};
  std::string token_last4{};
  std::vector<std::string> scopes{};
  std::optional<std::vector<std::string>> ip_allowlist{};
  std::optional<std::int64_t> rate_limit{};
  std::optional<Moment> expires_at{};
  Status status = Status::active;
  std::string created_by{};
  Moment created_at{};
  std::optional<Moment> last_used_at{};
  std::optional<std::string> webhook_url{};
  bool webhook_enabled = false;
  std::string token{};
  std::optional<std::string> webhook_secret{};

  std::uint64_t rotations = 0;  // secrets issued so far

  bool operator==(const Token&) const = default;
};

std::string_view to_text(Token::Status status);

// The status that an answer shows at `now`: an active token whose expires_at has come is expired.
Token::Status status_at(const Token& token, Moment now);

// An answer without headers; the body is JSON.
struct Reply {
  int status = 0;
  std::string body{};
};

struct Rotation {
  Token token{};  // the state afterwards; the state before when the reply refuses
  Reply reply{};
};

// Why this token may not be rotated now (409), or nothing. Sources: `inactive` and `no_webhook` of a Policy.
std::optional<Reply> refusal(const Token& token, Moment now, const Policy& policy);

// Replaces the secret and shows the new record (200), or refuses (409) and leaves the token as it was. Only
// webhook_secret, the count of rotations and, where the policy asks for a bearer (so that the call was authenticated)
// and says touch_last_used, last_used_at change; last_used_at never goes backwards.
Rotation rotate(Token token, Moment now, std::string secret, const Policy& policy);

}  // namespace assay

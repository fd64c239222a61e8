#include "mock/state/token.h"

#include <algorithm>

#include "mock/state/token_json.h"

namespace assay {
namespace {

Reply conflict(std::string_view detail, std::string_view error) {
  std::string body = R"({"detail":")";
  body.append(detail).append(R"(","error":")").append(error).append(R"("})");
  return {.status = 409, .body = std::move(body)};
}

Reply shown(const Token& token, Moment now, const Policy& policy) {
  Reply reply{.status = 200};
  append_token_json(reply.body, token, now, policy.token_in_200);
  return reply;
}

}  // namespace

std::string_view to_text(Token::Status status) {
  switch (status) {
    case Token::Status::active: return "active";
    case Token::Status::disabled: return "disabled";
    case Token::Status::revoked: return "revoked";
    case Token::Status::expired: return "expired";
  }
  return "unknown";
}

Token::Status status_at(const Token& token, Moment now) {
  const bool over = token.expires_at && *token.expires_at <= now;
  return over && token.status == Token::Status::active ? Token::Status::expired : token.status;
}

std::optional<Reply> refusal(const Token& token, Moment now, const Policy& policy) {
  if (policy.inactive == Policy::OnState::refuse) {
    switch (status_at(token, now)) {
      case Token::Status::active: break;
      case Token::Status::disabled: return conflict("Token is disabled", "token_disabled");
      case Token::Status::revoked: return conflict("Token has been revoked", "token_revoked");
      case Token::Status::expired: return conflict("Token has expired", "token_expired");
    }
  }
  if (policy.no_webhook == Policy::OnState::refuse && !token.webhook_url)
    return conflict("Token has no webhook configured", "webhook_not_configured");
  return std::nullopt;
}

Rotation rotate(Token token, Moment now, std::string secret, const Policy& policy) {
  if (auto refused = refusal(token, now, policy)) return {.token = std::move(token), .reply = std::move(*refused)};
  token.webhook_secret = std::move(secret);
  token.rotations += 1;
  if (policy.touch_last_used && !policy.bearer.empty())
    token.last_used_at = std::max(token.last_used_at.value_or(now), now);
  Reply reply = shown(token, now, policy);
  return {.token = std::move(token), .reply = std::move(reply)};
}

}  // namespace assay

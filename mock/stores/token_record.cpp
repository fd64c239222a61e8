#include "mock/stores/token_record.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace assay {
namespace {

using nlohmann::ordered_json;

std::int64_t to_micros(Moment moment) { return moment.time_since_epoch().count(); }
Moment from_micros(std::int64_t micros) { return Moment(std::chrono::microseconds(micros)); }

template <typename T>
ordered_json or_null(const std::optional<T>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json or_null(const std::optional<Moment>& value) {
  return value ? ordered_json(to_micros(*value)) : ordered_json(nullptr);
}

template <typename T>
void read(const ordered_json& from, std::optional<T>& to) {
  if (!from.is_null()) to = from.get<T>();
}

void read(const ordered_json& from, std::optional<Moment>& to) {
  if (!from.is_null()) to = from_micros(from.get<std::int64_t>());
}

Token::Status to_status(const std::string& text) {
  for (const auto status :
       {Token::Status::active, Token::Status::disabled, Token::Status::revoked, Token::Status::expired})
    if (text == to_text(status)) return status;
  throw std::runtime_error("a token's record has an unknown status");
}

ordered_json to_json(const Token& token) {
  return {{"id", token.id},
          {"name", token.name},
          {"token_prefix", token.token_prefix},
          {"token_last4", token.token_last4},
          {"scopes", token.scopes},
          {"ip_allowlist", or_null(token.ip_allowlist)},
          {"rate_limit", or_null(token.rate_limit)},
          {"expires_at", or_null(token.expires_at)},
          {"status", to_text(token.status)},
          {"created_by", token.created_by},
          {"created_at", to_micros(token.created_at)},
          {"last_used_at", or_null(token.last_used_at)},
          {"webhook_url", or_null(token.webhook_url)},
          {"webhook_enabled", token.webhook_enabled},
          {"token", token.token},
          {"webhook_secret", or_null(token.webhook_secret)},
          {"rotations", token.rotations}};
}

Token to_token(const ordered_json& json) {
  Token token{.id = json.at("id").get<std::string>(),
              .name = json.at("name").get<std::string>(),
              .token_prefix = json.at("token_prefix").get<std::string>(),
              .token_last4 = json.at("token_last4").get<std::string>(),
              .scopes = json.at("scopes").get<std::vector<std::string>>(),
              .status = to_status(json.at("status").get<std::string>()),
              .created_by = json.at("created_by").get<std::string>(),
              .created_at = from_micros(json.at("created_at").get<std::int64_t>()),
              .webhook_enabled = json.at("webhook_enabled").get<bool>(),
              .token = json.at("token").get<std::string>(),
              .rotations = json.at("rotations").get<std::uint64_t>()};
  read(json.at("ip_allowlist"), token.ip_allowlist);
  read(json.at("rate_limit"), token.rate_limit);
  read(json.at("expires_at"), token.expires_at);
  read(json.at("last_used_at"), token.last_used_at);
  read(json.at("webhook_url"), token.webhook_url);
  read(json.at("webhook_secret"), token.webhook_secret);
  return token;
}

}  // namespace

// nlohmann's own messages quote the text at fault, which may be a secret: they stay inside.
std::string to_record(const Token& token) try { return to_json(token).dump(); } catch (const ordered_json::exception&) {
  throw std::runtime_error("a text of token " + token.id + " is not UTF-8: it cannot be stored");
}

Token from_record(std::string_view record) try {
  return to_token(ordered_json::parse(record));
} catch (const ordered_json::exception&) {
  throw std::runtime_error("a token's record cannot be read");
}

}  // namespace assay

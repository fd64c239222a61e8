#include "mock/state/token_file.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "contracts/documents/document.h"
#include "contracts/documents/document_file.h"
#include "contracts/schema/rfc3339.h"

namespace assay {

namespace embedded {
extern const std::string_view default_tokens;
}

namespace {

// A value of a token, and where it stands.
struct Field {
  const Document& document;
  const nlohmann::json& value;
  std::string pointer{};
};

[[noreturn]] void refuse(const Field& field, const std::string& message) {
  throw BadDocument(field.document.place(field.pointer), message);
}

std::string text(const Field& field) {
  if (!field.value.is_string()) refuse(field, "must be text (a number needs quotes)");
  return field.value.get<std::string>();
}

std::vector<std::string> texts(const Field& field) {
  if (!field.value.is_array()) refuse(field, "must be a list of texts");
  std::vector<std::string> out;
  for (const auto& item : field.value)
    out.push_back(text({field.document, item, field.pointer + "/" + std::to_string(out.size())}));
  return out;
}

std::string id_text(const Field& field) {
  const std::string id = field.value.is_string() ? field.value.get<std::string>() : field.value.dump();
  const auto digits = std::string_view(id).substr(id.starts_with('-') ? 1 : 0);
  const bool canonical = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos &&
                         (digits.front() != '0' || id == "0");
  if (!canonical) refuse(field, "must be an integer in plain decimal digits (in quotes beyond 64 bits)");
  return id;
}

std::int64_t integer(const Field& field) {
  const bool fits = field.value.is_number_integer() &&
                    (!field.value.is_number_unsigned() || field.value.get<std::uint64_t>() <= INT64_MAX);
  if (!fits) refuse(field, "must be an integer of at most 64 bits");
  return field.value.get<std::int64_t>();
}

bool truth(const Field& field) {
  if (!field.value.is_boolean()) refuse(field, "must be true or false");
  return field.value.get<bool>();
}

Moment moment(const Field& field) {
  const std::string value = text(field);
  const auto instant = parse_rfc3339(value);
  if (!instant) refuse(field, "must be a date-time such as 2024-03-01T09:30:00Z: " + explain_rfc3339(value));
  if (instant->fraction.size() > 6) refuse(field, "must not be finer than a microsecond");
  try {
    return moment_of(*instant);
  } catch (const std::invalid_argument& error) {
    refuse(field, error.what());
  }
}

Token::Status status(const Field& field) {
  const std::string value = text(field);
  for (const auto known :
       {Token::Status::active, Token::Status::disabled, Token::Status::revoked, Token::Status::expired})
    if (value == to_text(known)) return known;
  refuse(field, "must be active, disabled, revoked or expired");
}

struct Member {
  std::string_view key;
  enum class Kind { required, optional, nullable } kind;
  void (*set)(Token&, const Field&);
};

const std::array<Member, 16> members = {{
    {"id", Member::Kind::required, [](Token& t, const Field& f) { t.id = id_text(f); }},
    {"name", Member::Kind::required, [](Token& t, const Field& f) { t.name = text(f); }},
    {"token", Member::Kind::required, [](Token& t, const Field& f) { t.token = text(f); }},
    {"created_by", Member::Kind::required, [](Token& t, const Field& f) { t.created_by = text(f); }},
    {"created_at", Member::Kind::required, [](Token& t, const Field& f) { t.created_at = moment(f); }},
    {"token_prefix", Member::Kind::optional, [](Token& t, const Field& f) { t.token_prefix = text(f); }},
    {"token_last4", Member::Kind::optional, [](Token& t, const Field& f) { t.token_last4 = text(f); }},
    {"scopes", Member::Kind::optional, [](Token& t, const Field& f) { t.scopes = texts(f); }},
    {"status", Member::Kind::optional, [](Token& t, const Field& f) { t.status = status(f); }},
    {"ip_allowlist", Member::Kind::nullable, [](Token& t, const Field& f) { t.ip_allowlist = texts(f); }},
    {"rate_limit", Member::Kind::nullable, [](Token& t, const Field& f) { t.rate_limit = integer(f); }},
    {"expires_at", Member::Kind::nullable, [](Token& t, const Field& f) { t.expires_at = moment(f); }},
    {"last_used_at", Member::Kind::nullable, [](Token& t, const Field& f) { t.last_used_at = moment(f); }},
    {"webhook_url", Member::Kind::nullable, [](Token& t, const Field& f) { t.webhook_url = text(f); }},
    {"webhook_secret", Member::Kind::nullable, [](Token& t, const Field& f) { t.webhook_secret = text(f); }},
    {"webhook_enabled", Member::Kind::optional, [](Token& t, const Field& f) { t.webhook_enabled = truth(f); }},
}};

// What the file leaves out, as the header says.
void complete(Token& token, const std::set<std::string>& given) {
  const std::string& full = token.token;
  const auto underscore = full.rfind('_');
  if (!given.contains("token_prefix"))
    token.token_prefix = full.substr(0, underscore == std::string::npos ? 4 : underscore + 1);
  if (!given.contains("token_last4"))
    token.token_last4 = full.substr(full.size() - std::min<std::size_t>(4, full.size()));
  if (!given.contains("webhook_enabled")) token.webhook_enabled = token.webhook_url.has_value();
}

void check(const Token& token, const std::set<std::string>& given, const Field& place) {
  for (const Member& member : members)
    if (member.kind == Member::Kind::required && !given.contains(std::string(member.key)))
      refuse(place, "a token needs " + std::string(member.key));
  if (!token.token.starts_with(token.token_prefix)) refuse(place, "token does not begin with token_prefix");
  if (!token.token.ends_with(token.token_last4)) refuse(place, "token does not end with token_last4");
}

Token read_token(const Field& field) {
  if (!field.value.is_object()) refuse(field, "a token must be a map");
  Token token;
  std::set<std::string> given;
  for (const auto& [key, value] : field.value.items()) {
    const Field entry{field.document, value, field.pointer + "/" + key};
    const auto* member =
        std::find_if(members.begin(), members.end(), [&name = key](const Member& m) { return m.key == name; });
    if (member == members.end()) refuse(entry, "a token has no member of this name");
    given.insert(key);
    if (!value.is_null())
      member->set(token, entry);
    else if (member->kind != Member::Kind::nullable)
      refuse(entry, "must not be null");
  }
  complete(token, given);
  check(token, given, field);
  return token;
}

std::vector<Token> read_tokens(const Field& list) {
  if (!list.value.is_array()) refuse(list, "must be a list of tokens, or a map with the one key `tokens`");
  std::vector<Token> tokens;
  std::set<std::string> ids;
  for (const auto& value : list.value) {
    const Field field{list.document, value, list.pointer + "/" + std::to_string(tokens.size())};
    tokens.push_back(read_token(field));
    if (!ids.insert(tokens.back().id).second) refuse(field, "the id " + tokens.back().id + " stands twice");
  }
  return tokens;
}

}  // namespace

std::vector<Token> parse_tokens(std::string_view yaml, const std::string& file) {
  const Document document = parse_document(yaml, file);
  const auto& root = document.value;
  if (root.is_object() && root.size() == 1 && root.contains("tokens"))
    return read_tokens({document, root["tokens"], "/tokens"});
  return read_tokens({document, root});
}

std::vector<Token> load_tokens(const std::string& file) { return parse_tokens(read_document_file(file), file); }

std::vector<Token> default_tokens() { return parse_tokens(embedded::default_tokens, "fixtures/tokens.yaml"); }

}  // namespace assay

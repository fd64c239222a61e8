#include "mock/state/token_file.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "contracts/documents/document.h"
#include "contracts/documents/document_file.h"
#include "contracts/schema/rfc3339.h"
#include "mock/fastapi/json_text.h"
#include "mock/state/moment.h"

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

// What follows gives the JSON text of a value.

std::string json_text(const Field& field) { return json_string(text(field)); }

std::string json_texts(const Field& field) {
  if (!field.value.is_array()) refuse(field, "must be a list of texts");
  std::string out = "[";
  for (std::size_t i = 0; i < field.value.size(); ++i)
    out.append(i == 0 ? "" : ",")
        .append(json_text({field.document, field.value[i], field.pointer + "/" + std::to_string(i)}));
  return out + ']';
}

std::string id_text(const Field& field) {
  const std::string id = field.value.is_string() ? field.value.get<std::string>() : field.value.dump();
  const auto digits = std::string_view(id).substr(id.starts_with('-') ? 1 : 0);
  const bool canonical = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos &&
                         (digits.front() != '0' || id == "0");
  if (!canonical) refuse(field, "must be an integer in plain decimal digits (in quotes beyond 64 bits)");
  return id;
}

std::string integer(const Field& field) {
  const bool fits = field.value.is_number_integer() &&
                    (!field.value.is_number_unsigned() || field.value.get<std::uint64_t>() <= INT64_MAX);
  if (!fits) refuse(field, "must be an integer of at most 64 bits");
  return field.value.dump();
}

std::string truth(const Field& field) {
  if (!field.value.is_boolean()) refuse(field, "must be true or false");
  return field.value.dump();
}

std::string moment(const Field& field) {
  const std::string value = text(field);
  const auto instant = parse_rfc3339(value);
  if (!instant) refuse(field, "must be a date-time such as 2024-03-01T09:30:00Z: " + explain_rfc3339(value));
  if (instant->fraction.size() > 6) refuse(field, "must not be finer than a microsecond");
  try {
    return json_string(to_rfc3339(moment_of(*instant)));
  } catch (const std::invalid_argument& error) {
    refuse(field, error.what());
  }
}

std::string status(const Field& field) {
  const std::string value = text(field);
  for (const char* known : {"active", "disabled", "revoked", "expired"})
    if (value == known) return json_string(value);
  refuse(field, "must be active, disabled, revoked or expired");
}

struct Member {
  std::string_view key;
  enum class Kind { required, optional, nullable } kind;
  std::string (*read)(const Field&);
  std::string_view otherwise;  // JSON text of what a file leaves out
};

// In the order of TokenWithSecretResponse.
const std::array<Member, 16> members = {{
    {"id", Member::Kind::required, id_text, ""},
    {"name", Member::Kind::required, json_text, ""},
    {"token_prefix", Member::Kind::optional, json_text, ""},
    {"token_last4", Member::Kind::optional, json_text, ""},
    {"scopes", Member::Kind::optional, json_texts, "[]"},
    {"ip_allowlist", Member::Kind::nullable, json_texts, "null"},
    {"rate_limit", Member::Kind::nullable, integer, "null"},
    {"expires_at", Member::Kind::nullable, moment, "null"},
    {"status", Member::Kind::optional, status, R"("active")"},
    {"created_by", Member::Kind::required, json_text, ""},
    {"created_at", Member::Kind::required, moment, ""},
    {"last_used_at", Member::Kind::nullable, moment, "null"},
    {"webhook_url", Member::Kind::nullable, json_text, "null"},
    {"webhook_enabled", Member::Kind::optional, truth, ""},
    {"token", Member::Kind::required, json_text, ""},
    {"webhook_secret", Member::Kind::nullable, json_text, "null"},
}};

using Values = std::map<std::string, std::string>;  // name -> JSON text; what is given

std::string plain(const std::string& json) { return nlohmann::json::parse(json).get<std::string>(); }

// What the file leaves out, as the header says.
void complete(Values& values) {
  for (const Member& member : members)
    if (!member.otherwise.empty()) values.emplace(member.key, member.otherwise);
  const std::string full = values.contains("token") ? plain(values["token"]) : "";
  const auto underscore = full.rfind('_');
  values.emplace("token_prefix", json_string(full.substr(0, underscore == std::string::npos ? 4 : underscore + 1)));
  values.emplace("token_last4", json_string(full.substr(full.size() - std::min<std::size_t>(4, full.size()))));
  values.emplace("webhook_enabled", values["webhook_url"] == "null" ? "false" : "true");
}

void check(Values& values, const Field& place) {
  for (const char* needed : {"id", "name", "token", "created_by", "created_at"})
    if (!values.contains(needed)) refuse(place, "a token needs " + std::string(needed));
  const std::string full = plain(values["token"]);
  if (!full.starts_with(plain(values["token_prefix"]))) refuse(place, "token does not begin with token_prefix");
  if (!full.ends_with(plain(values["token_last4"]))) refuse(place, "token does not end with token_last4");
}

Resource to_resource(const Values& values) {
  std::string document;
  for (const Member& member : members)
    document.append(document.empty() ? "{\"" : ",\"")
        .append(member.key)
        .append("\":")
        .append(values.at(std::string(member.key)));
  return Resource({values.at("id")}, document + '}');
}

Resource read_token(const Field& field) {
  if (!field.value.is_object()) refuse(field, "a token must be a map");
  Values values;
  for (const auto& [key, value] : field.value.items()) {
    const Field entry{field.document, value, field.pointer + "/" + key};
    const auto* member =
        std::find_if(members.begin(), members.end(), [&name = key](const Member& m) { return m.key == name; });
    if (member == members.end()) refuse(entry, "a token has no member of this name");
    if (value.is_null() && member->kind != Member::Kind::nullable) refuse(entry, "must not be null");
    values[key] = value.is_null() ? "null" : member->read(entry);
  }
  complete(values);
  check(values, field);
  return to_resource(values);
}

std::vector<Resource> read_tokens(const Field& list) {
  if (!list.value.is_array()) refuse(list, "must be a list of tokens, or a map with the one key `tokens`");
  std::vector<Resource> tokens;
  std::set<std::string> ids;
  for (const auto& value : list.value) {
    const Field field{list.document, value, list.pointer + "/" + std::to_string(tokens.size())};
    tokens.push_back(read_token(field));
    if (!ids.insert(tokens.back().key()).second) refuse(field, "the id " + tokens.back().key() + " stands twice");
  }
  return tokens;
}

}  // namespace

std::vector<Resource> parse_tokens(std::string_view yaml, const std::string& file) {
  const Document document = parse_document(yaml, file);
  const auto& root = document.value;
  if (root.is_object() && root.size() == 1 && root.contains("tokens"))
    return read_tokens({document, root["tokens"], "/tokens"});
  return read_tokens({document, root});
}

std::vector<Resource> load_tokens(const std::string& file) { return parse_tokens(read_document_file(file), file); }

std::vector<Resource> default_tokens() { return parse_tokens(embedded::default_tokens, "fixtures/tokens.yaml"); }

}  // namespace assay

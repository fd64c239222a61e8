#include "contracts/policy.h"

#include <nlohmann/json.hpp>

#include "contracts/documents/document.h"
#include "contracts/documents/document_file.h"
#include "contracts/documents/settings.h"

namespace assay {
namespace {

using nlohmann::json;

void set_pointers(std::vector<std::string>& pointers, const json& value) {
  set_texts(pointers, value);
  for (const std::string& pointer : pointers) {
    if (!pointer.starts_with('/'))
      throw Unfit{"holds '" + pointer + "', which is no JSON Pointer; write '/" + pointer + "'"};
  }
}

void set_statuses(std::vector<int>& statuses, const json& value) {
  statuses.clear();
  for (const json& status : list_of(value)) set_number(statuses.emplace_back(), status, 400, 599);
}

template <typename Choice>
using Names = std::vector<std::pair<std::string, Choice>>;

template <typename Choice>
void set_choice(Choice& choice, const json& value, const Names<Choice>& names) {
  std::string known;
  for (const auto& [name, meaning] : names) {
    if (value == name) {
      choice = meaning;
      return;
    }
    known += (known.empty() ? "" : ", ") + name;
  }
  throw Unfit{"is none of: " + known};
}

const Names<Policy::OnState> on_state = {{"refuse", Policy::OnState::refuse}, {"rotate", Policy::OnState::rotate}};
const Names<Policy::Token> token = {
    {"full", Policy::Token::full}, {"masked", Policy::Token::masked}, {"empty", Policy::Token::empty}};

const SettingsOf policy_keys{"a policy", "contracts/slate.policy.yaml lists them all"};

std::vector<Setting> settings_of(Policy& p) {
  return {
      {"operation", [&](const json& v) { set_filled_text(p.operation, v); }},
      {"framework", [&](const json& v) { set_filled_text(p.framework, v); }},
      {"secrets", [&](const json& v) { set_pointers(p.secrets, v); }},
      {"general_errors", [&](const json& v) { set_statuses(p.general_errors, v); }},
      {"unchanged", [&](const json& v) { set_texts(p.unchanged, v); }},
      {"inactive", [&](const json& v) { set_choice(p.inactive, v, on_state); }},
      {"no_webhook", [&](const json& v) { set_choice(p.no_webhook, v, on_state); }},
      {"token_in_200", [&](const json& v) { set_choice(p.token_in_200, v, token); }},
      {"secret_prefix", [&](const json& v) { set_text(p.secret_prefix, v); }},
      {"secret_bytes", [&](const json& v) { set_number(p.secret_bytes, v, 16, 1024); }},
      {"bearer", [&](const json& v) { set_text(p.bearer, v); }},
      {"rate_limit", [&](const json& v) { set_number(p.rate_limit, v, 0, 1'000'000); }},
      {"touch_last_used", [&](const json& v) { set_flag(p.touch_last_used, v); }},
  };
}

}  // namespace

Policy read_policy(std::string_view text, const std::string& file) {
  const Document document = parse_document(text, file);
  Policy policy{.file = file};
  read_settings(document, "", settings_of(policy), policy_keys);
  return policy;
}

void set_policy(Policy& policy, std::string_view setting) {
  const auto equals = setting.find('=');
  if (equals == std::string_view::npos || equals == 0)
    throw BadDocument(
        Place{}, "'" + std::string(setting) + "' is no setting of the policy; write KEY=VALUE, as token_in_200=masked");
  const std::string name(setting.substr(0, equals));
  if (name == "bearer")
    throw BadDocument(Place{}, "'bearer' is a secret; give it with --require-bearer '${NAME}', from the environment");
  const std::string_view value = setting.substr(equals + 1);
  read_setting(name, value.empty() ? json("") : parse_document(value, name).value, settings_of(policy), policy_keys,
               Place{});
}

Policy load_policy(const std::string& file) { return read_policy(read_document_file(file), file); }

}  // namespace assay

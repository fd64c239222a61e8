// What a policy says of the mock: keys for every API, for Slate's alone, and for the others.
#include <nlohmann/json.hpp>

#include "contracts/policy/parts.h"
#include "contracts/policy/policy_file.h"
#include "contracts/policy/slate.h"
#include "contracts/policy/written.h"

namespace assay {
namespace {

using nlohmann::json;

const Names<Policy::OnState> on_state = {{"refuse", Policy::OnState::refuse}, {"rotate", Policy::OnState::rotate}};
const Names<Policy::Token> token = {
    {"full", Policy::Token::full}, {"masked", Policy::Token::masked}, {"empty", Policy::Token::empty}};

std::vector<Setting> settings_of_any(Policy& p) {
  return {
      {"secret_prefix", [&](const json& v) { set_text(p.secret_prefix, v); }},
      {"secret_bytes", [&](const json& v) { set_number(p.secret_bytes, v, 16, 1024); }},
      {"bearer", [&](const json& v) { set_text(p.bearer, v); }},
      {"rate_limit", [&](const json& v) { set_number(p.rate_limit, v, 0, 1'000'000); }},
      {"touch_last_used", [&](const json& v) { set_flag(p.touch_last_used, v); }},
  };
}

std::vector<Setting> settings_of_slate(Policy& p) {
  return {
      {"inactive", [&](const json& v) { set_choice(p.inactive, v, on_state); }},
      {"no_webhook", [&](const json& v) { set_choice(p.no_webhook, v, on_state); }},
      {"token_in_200", [&](const json& v) { set_choice(p.token_in_200, v, token); }},
  };
}

// JSON texts of the states in which a resource is rotated.
void set_states(std::vector<std::string>& states, const json& value) {
  if (!value.is_array() || value.empty()) throw Unfit{"is no list of states; write '[enabled]'"};
  states.clear();
  for (const json& each : value) {
    if (each.is_structured()) throw Unfit{"holds what is no text, number or boolean"};
    states.push_back(each.dump());
  }
}

void set_codes(std::vector<std::pair<std::string, std::string>>& codes, const json& value) {
  if (!value.is_object()) throw Unfit{"is no mapping of states to codes; write '{disabled: endpoint_disabled}'"};
  codes.clear();
  for (const auto& [state, code] : value.items()) {
    if (!code.is_string()) throw Unfit{"gives '" + state + "' a code that is no text"};
    codes.emplace_back(state, code.get<std::string>());
  }
}

void read_state(const Document& document, Policy& policy) {
  Policy::State state;
  read_settings(document, "/mock/state",
                {{"member", [&](const json& v) { set_pointer(state.member, v); }},
                 {"active", [&](const json& v) { set_states(state.active, v); }},
                 {"refuse", [&](const json& v) { set_codes(state.refuse, v); }},
                 {"with", [&](const json& v) { set_number(state.with, v, 400, 499); }}},
                {"the state of a mock", "docs/your-api.md tells them"});
  for (const char* needed : {"member", "active"})
    if (!find_pointer(document.value, below("/mock/state", needed)))
      refuse(document, "/mock/state", std::string("a state needs '") + needed + "'; docs/your-api.md tells more");
  policy.state = std::move(state);
}

void read_needs(const Document& document, Policy& policy) {
  policy.needs.clear();
  const json& list = *find_pointer(document.value, "/mock/needs");
  if (!list.is_array()) refuse(document, "/mock/needs", "'needs' is no list; write '- {member: /url, else: no_url}'");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string entry = below("/mock/needs", std::to_string(i));
    Policy::Need need;
    read_settings(document, entry,
                  {{"member", [&](const json& v) { set_pointer(need.member, v); }},
                   {"else", [&](const json& v) { set_filled_text(need.otherwise, v); }},
                   {"with", [&](const json& v) { set_number(need.with, v, 400, 499); }}},
                  {"a need of a mock", "docs/your-api.md tells them"});
    for (const char* needed : {"member", "else"})
      if (!find_pointer(document.value, below(entry, needed)))
        refuse(document, entry, std::string("a need has '") + needed + "'; docs/your-api.md tells more");
    policy.needs.push_back(std::move(need));
  }
}

void read_secret(const Document& document, Policy& policy) {
  read_settings(document, "/mock/secret",
                {{"prefix", [&](const json& v) { set_text(policy.secret_prefix, v); }},
                 {"bytes", [&](const json& v) { set_number(policy.secret_bytes, v, 16, 1024); }}},
                {"the secret of a mock", "docs/your-api.md tells them"});
}

std::string written_state(const Policy::State& state) {
  std::string active;
  for (const std::string& each : state.active) {
    const json value = json::parse(each);
    active += (active.empty() ? "" : ", ") + (value.is_string() ? yaml_text(value.get<std::string>()) : each);
  }
  return "{member: " + yaml_text(state.member) + ", active: [" + active + "]" +
         (state.refuse.empty() ? "" : ", refuse: " + written(state.refuse)) + ", with: " + std::to_string(state.with) +
         '}';
}

std::string written_needs(const std::vector<Policy::Need>& needs) {
  std::string list;
  for (const Policy::Need& need : needs)
    list += (list.empty() ? "{member: " : ", {member: ") + yaml_text(need.member) +
            ", else: " + yaml_text(need.otherwise) + ", with: " + std::to_string(need.with) + '}';
  return '[' + list + ']';
}

}  // namespace

std::vector<Setting> settings_of_mock(Policy& policy, Policy::Api api) {
  std::vector<Setting> settings = api == Policy::Api::slate ? settings_of_slate(policy) : std::vector<Setting>{};
  for (Setting& each : settings_of_any(policy)) settings.push_back(std::move(each));
  return settings;
}

void read_mock(const Document& document, Policy& policy, Policy::Api api) {
  std::vector<Setting> settings = settings_of_mock(policy, api);
  settings.push_back({"secret", [&](const json&) { read_secret(document, policy); }});
  if (api == Policy::Api::another) {
    for (Setting& each : settings_of_slate(policy)) settings.push_back(std::move(each));  // judged when all is read
    settings.push_back({"state", [&](const json&) { read_state(document, policy); }});
    settings.push_back({"needs", [&](const json&) { read_needs(document, policy); }});
  }
  const bool is_slate = api == Policy::Api::slate;
  read_settings(document, "/mock", settings,
                {"the mock's part of a policy", is_slate ? policy_catalog : "docs/your-api.md tells them"});
}

void refuse_slates_keys(const Document& document, const Policy& policy) {
  if (is_of_slate(policy)) return;
  for (const char* key : {"inactive", "no_webhook", "token_in_200"})
    if (find_pointer(document.value, below("/mock", key)))
      refuse(document, below("/mock", key),
             "'" + std::string(key) + "' is of the Slate API's mock alone; of another one write 'state' and 'needs'");
}

std::vector<std::pair<std::string, std::string>> written_mock(const Policy& p) {
  std::vector<std::pair<std::string, std::string>> keys;
  if (is_of_slate(p))
    keys = {{"inactive", name_of(p.inactive, on_state)},
            {"no_webhook", name_of(p.no_webhook, on_state)},
            {"token_in_200", name_of(p.token_in_200, token)}};
  if (p.state) keys.emplace_back("state", written_state(*p.state));
  if (!p.needs.empty()) keys.emplace_back("needs", written_needs(p.needs));
  const std::vector<std::pair<std::string, std::string>> rest = {
      {"secret_prefix", yaml_text(p.secret_prefix)},
      {"secret_bytes", std::to_string(p.secret_bytes)},
      {"bearer", p.bearer.empty() ? "''" : "'[not shown]'"},
      {"rate_limit", std::to_string(p.rate_limit)},
      {"touch_last_used", p.touch_last_used ? "true" : "false"}};
  keys.insert(keys.end(), rest.begin(), rest.end());
  return keys;
}

}  // namespace assay

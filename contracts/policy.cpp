#include "contracts/policy.h"

#include <nlohmann/json.hpp>

#include "contracts/document_file.h"
#include "contracts/nearest.h"
#include "contracts/place.h"
#include "contracts/pointer.h"
#include "contracts/yaml_document.h"

namespace assay {
namespace {

using nlohmann::json;

// Thrown by the setters below: why a value is not taken. Never holds the value of `bearer`.
struct Unfit {
  std::string why{};
};

void set_text(std::string& text, const json& value) {
  if (!value.is_string()) throw Unfit{"is no text; quote it"};
  text = value.get<std::string>();
}

void set_filled_text(std::string& text, const json& value) {
  set_text(text, value);
  if (text.empty()) throw Unfit{"is empty; leave the key out for the default"};
}

void set_number(int& number, const json& value, int least, int most) {
  const bool in_range = value.is_number_integer() && value >= least && value <= most;
  if (!in_range) throw Unfit{"is no integer from " + std::to_string(least) + " to " + std::to_string(most)};
  number = value.get<int>();
}

void set_flag(bool& flag, const json& value) {
  if (!value.is_boolean()) throw Unfit{"is neither true nor false"};
  flag = value.get<bool>();
}

const json& list_of(const json& value) {
  if (!value.is_array()) throw Unfit{"is no list"};
  return value;
}

void set_texts(std::vector<std::string>& texts, const json& value) {
  texts.clear();
  for (const json& text : list_of(value)) set_filled_text(texts.emplace_back(), text);
}

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

struct Key {
  std::string name{};
  void (*set)(Policy&, const json&) = nullptr;
};

const std::vector<Key>& keys() {
  static const std::vector<Key> all = {
      {"operation", [](Policy& p, const json& v) { set_filled_text(p.operation, v); }},
      {"framework", [](Policy& p, const json& v) { set_filled_text(p.framework, v); }},
      {"secrets", [](Policy& p, const json& v) { set_pointers(p.secrets, v); }},
      {"general_errors", [](Policy& p, const json& v) { set_statuses(p.general_errors, v); }},
      {"unchanged", [](Policy& p, const json& v) { set_texts(p.unchanged, v); }},
      {"inactive", [](Policy& p, const json& v) { set_choice(p.inactive, v, on_state); }},
      {"no_webhook", [](Policy& p, const json& v) { set_choice(p.no_webhook, v, on_state); }},
      {"token_in_200", [](Policy& p, const json& v) { set_choice(p.token_in_200, v, token); }},
      {"secret_prefix", [](Policy& p, const json& v) { set_text(p.secret_prefix, v); }},
      {"secret_bytes", [](Policy& p, const json& v) { set_number(p.secret_bytes, v, 16, 1024); }},
      {"bearer", [](Policy& p, const json& v) { set_text(p.bearer, v); }},
      {"rate_limit", [](Policy& p, const json& v) { set_number(p.rate_limit, v, 0, 1'000'000); }},
      {"touch_last_used", [](Policy& p, const json& v) { set_flag(p.touch_last_used, v); }},
  };
  return all;
}

[[noreturn]] void refuse_key(const std::string& name, const Place& place) {
  std::vector<std::string> known;
  for (const Key& key : keys()) known.push_back(key.name);
  const std::string near = nearest_of(name, known);
  throw BadDocument(place,
                    "a policy has no key '" + name + "'; " +
                        (near.empty() ? "contracts/slate.policy.yaml lists them all" : "did you mean '" + near + "'?"));
}

void set_key(Policy& policy, const std::string& name, const json& value, const Place& place) {
  for (const Key& key : keys()) {
    if (key.name != name) continue;
    try {
      return key.set(policy, value);
    } catch (const Unfit& unfit) {
      throw BadDocument(place, "'" + name + "' " + unfit.why);
    }
  }
  refuse_key(name, place);
}

}  // namespace

Policy read_policy(std::string_view text, const std::string& file) {
  const Document document = parse_document(text, file);
  if (!document.value.is_object()) {
    throw BadDocument({.file = file}, "is no mapping of policy keys to values; see contracts/slate.policy.yaml");
  }
  Policy policy{.file = file};
  for (const auto& [name, value] : document.value.items()) {
    const std::string pointer = below("", name);
    set_key(policy, name, value, {.file = file, .line = document.lines.at(pointer), .pointer = pointer});
  }
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
  set_key(policy, name, value.empty() ? json("") : parse_document(value, name).value, Place{});
}

Policy load_policy(const std::string& file) { return read_policy(read_document_file(file), file); }

}  // namespace assay

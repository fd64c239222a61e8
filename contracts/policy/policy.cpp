#include "contracts/policy/policy.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "contracts/documents/document.h"
#include "contracts/documents/document_file.h"
#include "contracts/documents/settings.h"
#include "contracts/policy/parts.h"
#include "contracts/policy/slate.h"
#include "contracts/policy/written.h"

namespace assay {

namespace embedded {
extern const std::string_view slate_policy;
}  // namespace embedded

namespace {

using nlohmann::json;

const SettingsOf policy_keys{"a policy", "contracts/slate.policy.yaml lists them all"};

std::vector<Setting> settings_of(Policy& p) {
  std::vector<Setting> settings = {
      {"framework",
       [&](const json& v) {
         set_choice<std::string>(p.framework, v, {{"fastapi", "fastapi"}, {"other", "other"}});
       }},
      {"general_errors", [&](const json& v) { set_numbers(p.general_errors, v, 400, 599); }},
  };
  for (Setting& each : settings_of_deliveries(p.deliveries)) settings.push_back(std::move(each));
  return settings;
}

// The laws that every operation of the kind has; there is one kind.
void set_bundle(const json& value) {
  std::string bundle;
  set_choice<std::string>(bundle, value, {{"rotation", "rotation"}});
}

// The keys of a file: single values, and parts that are read by their place.
std::vector<Setting> settings_of_file(const Document& document, Policy& p, Policy::Api mocked) {
  std::vector<Setting> settings = settings_of(p);
  const std::vector<Setting> parts = {
      {"operation", [&](const json& v) { set_filled_text(p.uses.front().operation, v); }},
      {"resources", [&](const json&) { read_resources(document, p); }},
      {"operations", [&](const json&) { read_operations(document, p); }},
      {"laws", [&](const json&) { read_laws(document, p); }},
      {"errors", [&](const json&) { read_errors(document, p); }},
      {"use", [&](const json& v) { set_bundle(v); }},
      {"mock", [&, mocked](const json&) { read_mock(document, p, mocked); }},
  };
  settings.insert(settings.end(), parts.begin(), parts.end());
  return settings;
}

// What a file that speaks of another API does not take over.
void forget_api(Policy& policy) {
  policy.api = Policy::Api::another;
  policy.framework = "other";
  policy.resources.clear();
  policy.uses.clear();
  policy.laws.clear();
  policy.window.reset();
  policy.errors = {};
  policy.invalid.clear();
  policy.secret_prefix.clear();
}

// What the rotation may change is compared by no law, stable as it may be else.
void spare_changes(Policy& policy) {
  const std::vector<std::string>& changes = policy.uses.front().changes;
  for (ResourceKind& kind : policy.resources)
    for (MemberRole& member : kind.members)
      if (std::find(changes.begin(), changes.end(), member.pointer) != changes.end())
        member.moves = MemberRole::Moves::yes;
}

void refuse_mixture(const Document& document) {
  const json& file = document.value;
  if (!file.is_object()) return;  // said elsewhere
  const bool names_operations = file.contains("operations");
  if (file.contains("resources") != names_operations)
    throw BadDocument(document.place(names_operations ? "/operations" : "/resources"),
                      "'resources' and 'operations' stand together: what the document's things are, and what is done "
                      "to them");
  if (file.contains("operation") && names_operations)
    throw BadDocument(document.place("/operation"),
                      "'operation' is another operationId for Slate's rotation; beside 'operations' it says nothing");
}

// `own`: whose keys the mock's part has where the file names operations.
Policy read_over(Policy policy, std::string_view text, const std::string& file, Policy::Api own) {
  const Document document = parse_document(text, file);
  refuse_mixture(document);
  policy.file = file;
  policy.written = std::make_shared<const Document>(document);
  if (document.value.is_object() && document.value.contains("operations")) forget_api(policy);
  const Policy::Api mocked = policy.api == Policy::Api::slate ? Policy::Api::slate : own;
  for (LawWords& words : policy.laws) words.from = LawWords::From::built_in;
  read_settings(document, "", settings_of_file(document, policy, mocked), policy_keys);
  for (const ResourceKind& kind : policy.resources) check_members(document, kind);
  check_uses(document, policy);
  check_window(document, policy);
  refuse_slates_keys(document, policy);
  spare_changes(policy);
  return policy;
}

const Use* first_of(const std::vector<Use>& uses, Use::Effect effect) {
  const auto found = std::find_if(uses.begin(), uses.end(), [&](const Use& use) { return use.effect == effect; });
  return found == uses.end() ? nullptr : &*found;
}

}  // namespace

Place Policy::place(const std::string& pointer) const {
  return written ? written->place_at_or_above(pointer) : Place{.file = file, .line = 0, .pointer = pointer};
}

const Use& Policy::rotation() const {
  if (uses.empty()) throw std::logic_error("a policy that was not read");
  return uses.front();
}

const ResourceKind& Policy::resource() const {
  const auto found = std::find_if(resources.begin(), resources.end(),
                                  [&](const ResourceKind& kind) { return kind.noun == rotation().of; });
  if (found == resources.end()) throw std::logic_error("a policy that was not read");
  return *found;
}

const Use* Policy::reading() const { return first_of(uses, Use::Effect::reads); }

const Use* Policy::listing() const { return first_of(uses, Use::Effect::lists); }

bool Policy::is_shown_by_reading() const { return reading() != nullptr && !reading()->shows.empty(); }

const Use& Policy::showing() const { return is_shown_by_reading() ? *reading() : rotation(); }

std::string Policy::body_in_window() const {
  json body = json::parse(rotation().body);
  const json unless = json::parse(window->unless);
  for (const auto& [name, value] : unless.items()) body.erase(name);
  return body.dump(-1, ' ', true);
}

std::vector<std::string> Policy::secrets() const {
  std::vector<std::string> pointers;
  for (const Use& use : uses)
    for (const MemberRole& member : members({MemberRole::Role::secret})) {
      std::string pointer = use.record + member.pointer;
      if (std::find(pointers.begin(), pointers.end(), pointer) == pointers.end())
        pointers.push_back(std::move(pointer));
    }
  return pointers;
}

std::vector<MemberRole> Policy::members(std::initializer_list<MemberRole::Role> roles) const {
  std::vector<MemberRole> found;
  for (const MemberRole& member : resource().members)
    if (std::find(roles.begin(), roles.end(), member.role) != roles.end()) found.push_back(member);
  return found;
}

Policy read_policy(std::string_view text, const std::string& file) {
  return read_over(load_embedded_policy(), text, file, Policy::Api::another);
}

std::string written(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + yaml_text(text);
  return '[' + list + ']';
}

std::string written(const std::vector<int>& numbers) {
  std::string list;
  for (const int number : numbers) list += (list.empty() ? "" : ", ") + std::to_string(number);
  return '[' + list + ']';
}

std::string written(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string mapping;
  for (const auto& [name, value] : members)
    mapping += (mapping.empty() ? "" : ", ") + yaml_text(name) + ": " + yaml_text(value);
  return '{' + mapping + '}';
}

std::string_view embedded_policy_text() { return embedded::slate_policy; }

Policy load_embedded_policy() {
  Policy policy = read_over({}, embedded::slate_policy, "contracts/slate.policy.yaml", Policy::Api::slate);
  policy.api = Policy::Api::slate;
  // Ours, and no vendor's.
  policy.deliveries.grace_is = DeliveryRules::Grace::unsaid;
  policy.deliveries.scheme_is = DeliveryRules::Scheme::unsaid;
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
  std::vector<Setting> settings = settings_of(policy);
  for (Setting& each : settings_of_mock(policy, is_of_slate(policy) ? Policy::Api::slate : Policy::Api::another))
    settings.push_back(std::move(each));
  read_setting(name, value.empty() ? json("") : parse_document(value, name).value, settings, policy_keys, Place{});
}

Policy load_policy(const std::string& file) { return read_policy(read_document_file(file), file); }

}  // namespace assay

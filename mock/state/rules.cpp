#include "mock/state/rules.h"

#include <nlohmann/json.hpp>

#include "contracts/policy/slate.h"
#include "mock/fastapi/json_text.h"

namespace assay {
namespace {

// The state machine of the Slate API, which its document does not describe.
void add_slate(Rules& rules, const Policy& policy) {
  rules.end = Rules::End{
      .pointer = "/expires_at", .state = "/status", .from = json_string("active"), .to = json_string("expired")};
  if (policy.inactive == Policy::OnState::refuse)
    rules.state = Rules::State{.pointer = "/status",
                               .active = {json_string("active")},
                               .refused = {{json_string("disabled"), {409, "token_disabled", "Token is disabled"}},
                                           {json_string("revoked"), {409, "token_revoked", "Token has been revoked"}},
                                           {json_string("expired"), {409, "token_expired", "Token has expired"}}},
                               .otherwise = {409, "token_disabled", "Token is disabled"}};
  if (policy.no_webhook == Policy::OnState::refuse)
    rules.needs.push_back({"/webhook_url", {409, "webhook_not_configured", "Token has no webhook configured"}});
  if (policy.token_in_200 != Policy::Token::full)
    rules.mask = Rules::Mask{
        .pointer = "/token", .first = "/token_prefix", .last = "/token_last4", .shown = policy.token_in_200};
}

// A state as a policy writes it, which may be a text or what stands there as it is.
std::vector<std::string> texts_of_state(const std::string& name) {
  std::vector<std::string> texts = {json_string(name)};
  if (name == "true" || name == "false" || name.find_first_not_of("0123456789") == std::string::npos)
    texts.push_back(name);
  return texts;
}

void add_another(Rules& rules, const Policy& policy) {
  const std::string& noun = policy.resource().noun;
  if (policy.state) {
    rules.state =
        Rules::State{.pointer = policy.state->member,
                     .active = policy.state->active,
                     .otherwise = {policy.state->with, "conflict", "The " + noun + " is in no state to be rotated"}};
    for (const auto& [name, code] : policy.state->refuse)
      for (const std::string& text : texts_of_state(name))
        rules.state->refused.push_back({text, {policy.state->with, code, "The " + noun + " is " + name}});
  }
  if (policy.window) {
    rules.wait = Rules::Wait{
        .seconds = policy.window->within,
        .refusal = {policy.window->status, "rotated_recently", "The " + noun + " was rotated a short time ago"}};
    const nlohmann::json unless = nlohmann::json::parse(policy.window->unless);
    for (const auto& [name, value] : unless.items()) rules.wait->unless.emplace_back(name, value.dump());
  }
  for (const Policy::Need& need : policy.needs)
    rules.needs.push_back(
        {need.member, {need.with, need.otherwise, "The " + noun + " has no " + need.member.substr(1)}});
}

// A policy may refuse a rotation while the secret before still signs deliveries. A window of its own stands before it.
void add_grace(Rules& rules, const Policy& policy) {
  const DeliveryRules& deliveries = policy.deliveries;
  if (deliveries.second_rotation != DeliveryRules::Second::refuse || deliveries.grace.count() == 0 || rules.wait)
    return;
  rules.wait =
      Rules::Wait{.seconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(deliveries.grace).count()),
                  .refusal = {409, "rotation_in_progress",
                              "The secret before still signs deliveries of the " + policy.resource().noun}};
}

}  // namespace

Rules rules_of(const Policy& policy) {
  Rules rules{.secret = policy.rotation().rotates.front()};
  for (const MemberRole& member : policy.resource().members) {
    using enum MemberRole::Role;
    if (member.role == hint) rules.hints.push_back({member.pointer, member.shows, member.count});
    if (member.role == changed) rules.changed.push_back({member.pointer, member.unit});
    if (member.role == used && policy.touch_last_used && !policy.bearer.empty())
      rules.used.push_back({member.pointer, member.unit});
  }
  for (const MemberRole& member : policy.members({MemberRole::Role::stable, MemberRole::Role::open}))
    if (member.moves == MemberRole::Moves::yes) rules.counts.push_back(member.pointer);
  if (is_of_slate(policy))
    add_slate(rules, policy);
  else
    add_another(rules, policy);
  add_grace(rules, policy);
  return rules;
}

}  // namespace assay

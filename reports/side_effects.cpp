#include "reports/side_effects.h"

#include <algorithm>
#include <optional>

#include "contracts/asked_token.h"
#include "reports/timestamp.h"

namespace assay {
namespace {

// The id of the token that the request could rotate, on a lenient server too.
std::optional<std::string> token_asked(const Operation& operation, const Request& request) {
  const auto asked = asked_token(operation, request);
  return !asked || asked->value.empty() ? std::nullopt : std::optional(asked->value);
}

bool names_secret(const Policy& policy, const std::string& body) {
  return std::any_of(policy.secrets.begin(), policy.secrets.end(), [&](const std::string& pointer) {
    return body.find(pointer.substr(pointer.rfind('/') + 1)) != std::string::npos;
  });
}

// A success at another path than the document's may be any page: only one that names a secret counts.
bool has_rotated(const Contract& contract, const Exchange& exchange) {
  const Response* response = response_of(exchange);
  if (!response || response->status < 200 || response->status >= 300) return false;
  return match(contract.operation().path, path_of(exchange.request.target)) ||
         names_secret(contract.policy, response->body);
}

bool may_have_rotated(const Outcome& outcome) {
  if (const auto* response = std::get_if<Response>(&outcome)) return response->status >= 500;
  const NoResponse::Why why = std::get<NoResponse>(outcome).why;
  using enum NoResponse::Why;
  return why == timed_out || why == cut_off || why == let_go || why == unreadable;
}

Report::TokenEffect& effect_on(Report::SideEffects& effects, const std::string& token) {
  const auto known =
      std::find_if(effects.tokens.begin(), effects.tokens.end(), [&](const auto& each) { return each.token == token; });
  return known != effects.tokens.end() ? *known : effects.tokens.emplace_back(Report::TokenEffect{.token = token});
}

}  // namespace

std::string statement_of(const Report::SideEffects& effects) {
  if (effects.tokens.empty()) return "No token was rotated.";
  std::string text = "Token";
  for (const Report::TokenEffect& effect : effects.tokens) {
    text += (&effect == &effects.tokens.front() ? " " : ", ") + effect.token + " was rotated " +
            std::to_string(effect.rotated) + (effect.rotated == 1 ? " time" : " times");
    if (effect.may_have_rotated > 0) text += " and perhaps " + std::to_string(effect.may_have_rotated) + " more";
  }
  text += ". Their webhooks stay broken until the receivers know the new secret. ";
  if (!effects.last_secret_saved_to.empty())
    return text + "The last secret is in " + effects.last_secret_saved_to + ".";
  return text + "The last secret was not saved: rotate once more to learn one.";
}

Report::SideEffects side_effects_of(const Contract& contract, const History& history, const std::string& saved_to) {
  Report::SideEffects effects{.tokens = {}, .last_secret_saved_to = saved_to, .statement = ""};
  for (const Exchange& exchange : history.exchanges) {
    const bool rotated = has_rotated(contract, exchange);
    if (!rotated && !may_have_rotated(exchange.outcome)) continue;
    const auto token = token_asked(contract.operation(), exchange.request);
    if (!token) continue;
    Report::TokenEffect& effect = effect_on(effects, *token);
    ++(rotated ? effect.rotated : effect.may_have_rotated);
    if (rotated)
      effect.last_secret_issued = to_timestamp(
          history.started + std::chrono::duration_cast<std::chrono::system_clock::duration>(exchange.done));
  }
  effects.statement = statement_of(effects);
  return effects;
}

}  // namespace assay

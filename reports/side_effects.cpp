#include "reports/side_effects.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "contracts/documents/json_body.h"
#include "contracts/judge/asked_id.h"
#include "contracts/judge/decimal.h"
#include "contracts/scenarios/scenario.h"
#include "reports/model/short_id.h"
#include "reports/model/timestamp.h"

namespace assay {
namespace {

bool names_secret(const Policy& policy, const std::string& body) {
  return std::any_of(policy.secrets.begin(), policy.secrets.end(), [&](const std::string& pointer) {
    return body.find(pointer.substr(pointer.rfind('/') + 1)) != std::string::npos;
  });
}

// A success of another method, at another path than the document's or for an id that is no integer may be any page: only one that names
// a secret counts.
bool has_rotated(const Contract& contract, const Exchange& exchange) {
  const Response* response = response_of(exchange);
  if (!response || response->status < 200 || response->status >= 300) return false;
  const Operation& operation = contract.operation();
  const auto asked = asked_id(operation, exchange.request);
  const bool plain = asked && !asked->value.empty() && match(operation.path, path_of(exchange.request.target));
  return plain || names_secret(contract.policy, response->body);
}

bool may_have_rotated(const Outcome& outcome) {
  if (const auto* response = std::get_if<Response>(&outcome)) return response->status >= 500;
  const NoResponse::Why why = std::get<NoResponse>(outcome).why;
  using enum NoResponse::Why;
  return why == timed_out || why == cut_off || why == let_go || why == unreadable;
}

bool has_arrived(const Outcome& outcome) {
  return std::holds_alternative<Response>(outcome) || may_have_rotated(outcome);
}

std::string id_in(const Exchange& exchange) {
  const Response* response = response_of(exchange);
  const auto body = response ? read_json(response->body).value : nlohmann::json();
  const auto id = body.is_object() ? body.find("id") : body.end();
  return id != body.end() && id->is_number_integer() ? id->dump() : "";
}

// From 2^62 on: the scenarios ask for such an id in the place of a token, and nobody counts so far.
bool stands_for_another(const std::string& id) { return at_least_decimal(id, two_62); }

// The token that was rotated, or may have been: the one asked for, on a lenient server too, or the one in the answer to an id that names
// none. Empty when nobody can tell.
std::string token_of(const Operation& operation, const Exchange& exchange) {
  const auto asked = asked_id(operation, exchange.request);
  if (!asked || asked->value.empty() || never_issued(*asked)) return id_in(exchange);
  if (!stands_for_another(asked->value)) return asked->value;
  const std::string answered = id_in(exchange);
  return answered.empty() ? asked->value : answered;
}

Report::TokenEffect& effect_on(Report::SideEffects& effects, const std::string& token) {
  const auto known =
      std::find_if(effects.tokens.begin(), effects.tokens.end(), [&](const auto& each) { return each.token == token; });
  return known != effects.tokens.end() ? *known : effects.tokens.emplace_back(Report::TokenEffect{.token = token});
}

// "Token 1 was rotated 2 times and perhaps 1 more, 2 was rotated 1 time. ": the tokens that were.
std::string tell_rotated(const std::vector<Report::TokenEffect>& tokens) {
  std::string text;
  for (const Report::TokenEffect& effect : tokens) {
    if (effect.rotated == 0) continue;
    text += (text.empty() ? "Token " : ", ") + short_id(effect.token) + " was rotated " +
            std::to_string(effect.rotated) + (effect.rotated == 1 ? " time" : " times");
    if (effect.may_have_rotated > 0) text += " and perhaps " + std::to_string(effect.may_have_rotated) + " more";
  }
  return text.empty() ? "" : text + ". ";
}

// Those of which no answer says that they were, in one sentence: a server that fails on odd ids makes many of them.
std::string tell_doubtful(const std::vector<Report::TokenEffect>& tokens) {
  constexpr std::size_t most = 5;
  std::size_t count = 0;
  std::string names;
  for (const Report::TokenEffect& effect : tokens) {
    if (effect.rotated > 0) continue;
    if (++count <= most) names += (names.empty() ? "" : ", ") + short_id(effect.token);
  }
  if (count == 0) return "";
  if (count > most) names += " and " + std::to_string(count - most) + " more";
  return "Perhaps rotated, since the answer was lost or was a server error: " + names + ". ";
}

}  // namespace

std::string statement_of(const Report::SideEffects& effects) {
  const std::string careless = "so many requests were sent that a careless server may rotate for. ";
  if (effects.tokens.empty())
    return effects.at_most == 0
               ? "No token was rotated."
               : "No answer shows that a token was rotated; at most " + std::to_string(effects.at_most) +
                     " were: " + careless + "Look at the server's own records.";
  std::size_t at_least = 0;
  for (const Report::TokenEffect& effect : effects.tokens) at_least += effect.rotated;
  std::string text = tell_rotated(effects.tokens) + tell_doubtful(effects.tokens);
  if (effects.at_most > at_least)
    text += "In all at least " + std::to_string(at_least) + (at_least == 1 ? " rotation" : " rotations") +
            ", and at most " + std::to_string(effects.at_most) + ": " + careless;
  text += at_least > 0 ? "Their webhooks stay broken until the receivers know the new secret. "
                       : "If so, their webhooks stay broken until the receivers know the new secret. ";
  if (!effects.last_secret_saved_to.empty())
    return text + "The last secret is in " + effects.last_secret_saved_to + ".";
  return text + "The last secret was not saved: rotate once more to learn one.";
}

Report::SideEffects side_effects_of(const Contract& contract, const History& history, const std::string& saved_to) {
  Report::SideEffects effects{.tokens = {}, .at_most = 0, .last_secret_saved_to = saved_to, .statement = ""};
  for (const Exchange& exchange : history.exchanges) {
    const bool could = could_rotate(contract.operation(), exchange.request) && has_arrived(exchange.outcome);
    const bool rotated = has_rotated(contract, exchange);
    effects.at_most += could || rotated ? 1 : 0;
    if (!rotated && !(could && may_have_rotated(exchange.outcome))) continue;
    std::string token = token_of(contract.operation(), exchange);
    if (token.empty() && !rotated) continue;
    Report::TokenEffect& effect = effect_on(effects, token.empty() ? "unknown" : token);
    ++(rotated ? effect.rotated : effect.may_have_rotated);
    if (rotated)
      effect.last_secret_issued = to_timestamp(
          history.started + std::chrono::duration_cast<std::chrono::system_clock::duration>(exchange.done));
  }
  effects.statement = statement_of(effects);
  return effects;
}

}  // namespace assay

#include "reports/side_effects.h"

#include <algorithm>

#include "contracts/judge/rotations.h"
#include "contracts/words.h"
#include "reports/model/short_id.h"
#include "reports/model/timestamp.h"

namespace assay {
namespace {

Report::TokenEffect& effect_on(Report::SideEffects& effects, const std::string& token) {
  const auto known =
      std::find_if(effects.tokens.begin(), effects.tokens.end(), [&](const auto& each) { return each.token == token; });
  return known != effects.tokens.end() ? *known : effects.tokens.emplace_back(Report::TokenEffect{.token = token});
}

// "Token 1 was rotated 2 times and perhaps 1 more, 2 was rotated 1 time. ": the tokens that were.
std::string tell_rotated(const std::vector<Report::TokenEffect>& tokens, const std::string& noun) {
  std::string text;
  for (const Report::TokenEffect& effect : tokens) {
    if (effect.rotated == 0) continue;
    text += (text.empty() ? capital(noun) + ' ' : ", ") + short_id(effect.token) + " was rotated " +
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

// " Which secret of token 2 is the last is not certain: ...": of those that were rotated.
std::string tell_uncertain(const std::vector<Report::TokenEffect>& tokens) {
  std::string names;
  for (const Report::TokenEffect& effect : tokens)
    if (effect.rotated > 0 && !effect.last_secret_certain)
      names += (names.empty() ? "" : ", ") + short_id(effect.token);
  return names.empty() ? ""
                       : " Which secret is the last is not certain for " + names +
                             ": another rotation was, or may have been, under way at the same time.";
}

}  // namespace

std::string statement_of(const Report::SideEffects& effects, const std::string& noun) {
  const bool is_slate = noun == "token";  // whose secrets sign what goes to a webhook
  const std::string broken = is_slate ? "webhooks stay broken until the receivers know the new secret. "
                                      : "users stay broken until they know the new secret. ";
  const std::string careless = "so many requests were sent that a careless server may rotate for. ";
  if (effects.tokens.empty())
    return effects.at_most == 0
               ? "No " + noun + " was rotated."
               : "No answer shows that " + with_article(noun) + " was rotated; at most " +
                     std::to_string(effects.at_most) + " were: " + careless + "Look at the server's own records.";
  std::size_t at_least = 0;
  for (const Report::TokenEffect& effect : effects.tokens) at_least += effect.rotated;
  std::string text = tell_rotated(effects.tokens, noun) + tell_doubtful(effects.tokens);
  if (effects.at_most > at_least)
    text += "In all at least " + std::to_string(at_least) + (at_least == 1 ? " rotation" : " rotations") +
            ", and at most " + std::to_string(effects.at_most) + ": " + careless;
  text += at_least > 0 ? "Their " + broken : "If so, their " + broken;
  if (!effects.last_secret_saved_to.empty())
    return text + "The last secret is in " + effects.last_secret_saved_to + "." + tell_uncertain(effects.tokens);
  return text + "The last secret was not saved: rotate once more to learn one.";
}

Report::SideEffects side_effects_of(const Contract& contract, const History& history, const std::string& saved_to) {
  Report::SideEffects effects{.tokens = {}, .at_most = 0, .last_secret_saved_to = saved_to, .statement = ""};
  const std::vector<SeenRotation> rotations = rotations_in(contract, history);
  for (const SeenRotation& rotation : rotations) {
    const bool is_sure = rotation.is == SeenRotation::Is::surely;
    ++effects.at_most;
    if (rotation.is == SeenRotation::Is::if_careless || (rotation.token.empty() && !is_sure)) continue;
    Report::TokenEffect& effect = effect_on(effects, rotation.token.empty() ? "unknown" : rotation.token);
    ++(is_sure ? effect.rotated : effect.may_have_rotated);
  }
  for (const auto& [token, last] : last_of_each_token(contract, rotations, history)) {
    Report::TokenEffect& effect = effect_on(effects, token);
    effect.last_secret_issued = to_timestamp(clock_time(history.started, history.exchanges[last.exchange].done));
    effect.last_secret_certain = last.is_certain;
  }
  effects.statement = statement_of(effects, contract.policy.resource().noun);
  return effects;
}

}  // namespace assay

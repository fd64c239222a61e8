#include "reports/side_effects.h"

#include <algorithm>

#include "contracts/judge/rotations.h"
#include "contracts/words.h"
#include "reports/model/short_id.h"
#include "reports/model/timestamp.h"

namespace assay {
namespace {

Report::ResourceEffect& effect_on(Report::SideEffects& effects, const std::string& id) {
  auto& all = effects.resources;
  const auto known = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id == id; });
  return known != all.end() ? *known : all.emplace_back(Report::ResourceEffect{.id = id});
}

// "Token 1 was rotated 2 times and perhaps 1 more, 2 was rotated 1 time. ": the resources that were.
std::string tell_rotated(const Report::SideEffects& effects) {
  std::string text;
  for (const Report::ResourceEffect& effect : effects.resources) {
    if (effect.rotated == 0) continue;
    text += (text.empty() ? capital(effects.noun) + ' ' : ", ") + short_id(effect.id) + " was rotated " +
            std::to_string(effect.rotated) + (effect.rotated == 1 ? " time" : " times");
    if (effect.may_have_rotated > 0) text += " and perhaps " + std::to_string(effect.may_have_rotated) + " more";
  }
  return text.empty() ? "" : text + ". ";
}

// Those of which no answer says that they were, in one sentence: a server that fails on odd ids makes many of them.
std::string tell_doubtful(const Report::SideEffects& effects) {
  constexpr std::size_t most = 5;
  std::size_t count = 0;
  std::string names;
  for (const Report::ResourceEffect& effect : effects.resources) {
    if (effect.rotated > 0) continue;
    if (++count <= most) names += (names.empty() ? "" : ", ") + short_id(effect.id);
  }
  if (count == 0) return "";
  if (count > most) names += " and " + std::to_string(count - most) + " more";
  return "Perhaps rotated, since the answer was lost or was a server error: " + names + ". ";
}

// " Which secret is the last is not certain for 2: ...": of those that were rotated.
std::string tell_uncertain(const Report::SideEffects& effects) {
  std::string names;
  for (const Report::ResourceEffect& effect : effects.resources)
    if (effect.rotated > 0 && !effect.last_secret_certain) names += (names.empty() ? "" : ", ") + short_id(effect.id);
  return names.empty() ? ""
                       : " Which " + effects.secret_noun + " is the last is not certain for " + names +
                             ": another rotation was, or may have been, under way at the same time.";
}

}  // namespace

std::string statement_of(const Report::SideEffects& effects) {
  const std::string careless = "so many requests were sent that a careless server may rotate for. ";
  if (effects.resources.empty())
    return effects.at_most == 0
               ? "No " + effects.noun + " was rotated."
               : "No answer shows that " + with_article(effects.noun) + " was rotated; at most " +
                     std::to_string(effects.at_most) + " were: " + careless + "Look at the server's own records.";
  std::size_t at_least = 0;
  for (const Report::ResourceEffect& effect : effects.resources) at_least += effect.rotated;
  std::string text = tell_rotated(effects) + tell_doubtful(effects);
  if (effects.at_most > at_least)
    text += "In all at least " + std::to_string(at_least) + (at_least == 1 ? " rotation" : " rotations") +
            ", and at most " + std::to_string(effects.at_most) + ": " + careless;
  text += (at_least > 0 ? "Their " : "If so, their ") + effects.consequence + ". ";
  if (!effects.last_secret_saved_to.empty())
    return text + "The last " + effects.secret_noun + " is in " + effects.last_secret_saved_to + "." +
           tell_uncertain(effects);
  return text + "The last " + effects.secret_noun + " was not saved: " + effects.remedy + ".";
}

Report::SideEffects side_effects_of(const Contract& contract, const History& history, const std::string& saved_to) {
  const ResourceKind& resource = contract.policy.resource();
  Report::SideEffects effects{.noun = resource.noun,
                              .secret_noun = resource.secret_noun,
                              .consequence = contract.policy.api == Policy::Api::slate
                                                 ? "webhooks stay broken until the receivers know the new secret"
                                                 : "users stay broken until they know the new " + resource.secret_noun,
                              .remedy = contract.policy.is_shown_by_reading()
                                            ? contract.showing().method + ' ' + contract.showing().path + " shows it"
                                            : "rotate once more to learn one",
                              .last_secret_saved_to = saved_to};
  const std::vector<SeenRotation> rotations = rotations_in(contract, history);
  for (const SeenRotation& rotation : rotations) {
    const bool is_sure = rotation.is == SeenRotation::Is::surely;
    ++effects.at_most;
    if (rotation.is == SeenRotation::Is::if_careless || (rotation.token.empty() && !is_sure)) continue;
    Report::ResourceEffect& effect = effect_on(effects, rotation.token.empty() ? "unknown" : rotation.token);
    ++(is_sure ? effect.rotated : effect.may_have_rotated);
  }
  for (const auto& [token, last] : last_of_each_token(contract, rotations, history)) {
    Report::ResourceEffect& effect = effect_on(effects, token);
    effect.last_secret_issued = to_timestamp(clock_time(history.started, history.exchanges[last.exchange].done));
    effect.last_secret_certain = last.is_certain;
  }
  effects.statement = statement_of(effects);
  return effects;
}

}  // namespace assay

#include "mock/faults/fault_set.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "mock/faults/effects.h"
#include "mock/state/session.h"

namespace assay {
namespace {

// SplitMix64's finaliser (Steele, Lea, Flood 2014): every bit of the input moves half of the output's.
std::uint64_t mix(std::uint64_t bits) {
  bits += 0x9E3779B97F4A7C15;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
  return bits ^ (bits >> 31);
}

constexpr std::uint64_t for_probability = 0;
constexpr std::uint64_t for_effect = 1;

// Says in the answer's delivery which rule spoiled it.
Outcome spoiled_by(const FaultRule& rule, Outcome outcome) {
  const auto* response = std::get_if<Response>(&outcome);
  if (response == nullptr) return outcome;
  Delivery delivery = response->delivery ? *response->delivery : Delivery{};
  delivery.fault = rule.text;
  return delivered(std::move(outcome), delivery);
}

}  // namespace

FaultSet::FaultSet(std::uint64_t seed, FaultGround ground) : seed_(seed), ground_(std::move(ground)) {}

int FaultSet::add(FaultRule rule) {
  const std::lock_guard lock(mutex_);
  held_.push_back({.rule = std::make_shared<const FaultRule>(std::move(rule)), .number = ++last_number_});
  any_ = true;
  return last_number_;
}

bool FaultSet::remove(int number) {
  const std::lock_guard lock(mutex_);
  const bool removed = std::erase_if(held_, [&](const Held& held) { return held.number == number; }) > 0;
  any_ = !held_.empty();
  return removed;
}

void FaultSet::replace(std::vector<FaultRule> rules) {
  const std::lock_guard lock(mutex_);
  held_.clear();
  for (FaultRule& rule : rules)
    held_.push_back({.rule = std::make_shared<const FaultRule>(std::move(rule)), .number = ++last_number_});
  any_ = !held_.empty();
}

std::vector<FaultInForce> FaultSet::list() const {
  const std::lock_guard lock(mutex_);
  std::vector<FaultInForce> all;
  for (const Held& held : held_)
    all.push_back({.number = held.number, .rule = held.rule->text, .matched = held.matched, .fired = held.fired});
  return all;
}

double FaultSet::draw(const Held& held, std::uint64_t purpose) const {
  const std::uint64_t bits = mix(mix(mix(seed_ + purpose) + static_cast<std::uint64_t>(held.number)) + held.matched);
  return static_cast<double>(bits >> 11) * 0x1p-53;
}

bool FaultSet::fires(Held& held) const {
  const FaultMatch& match = held.rule->match;
  held.matched += 1;
  if (match.nth != 0 && held.matched != match.nth) return false;
  if (match.every != 0 && held.matched % match.every != 0) return false;
  if (match.times != 0 && held.fired >= match.times) return false;
  return draw(held, for_probability) < match.probability;
}

FaultSet::Shot FaultSet::next(std::string_view id, std::string_view session) {
  const std::lock_guard lock(mutex_);
  for (Held& held : held_) {
    const FaultMatch& match = held.rule->match;
    if (!match.id.empty() && match.id != id) continue;
    if (match.session && *match.session != session) continue;
    if (!fires(held)) continue;
    held.fired += 1;
    fired_ += 1;
    return {.rule = held.rule, .draw = draw(held, for_effect)};
  }
  return {};
}

Outcome FaultSet::answer(const Handler& inner, const Request& request) {
  if (!any_) return inner(request);
  const Shot shot = next(ground_.key(request), session_of(request));
  return shot.rule ? spoiled_by(*shot.rule, shot.rule->effect(inner, request, {.draw = shot.draw, .ground = ground_}))
                   : inner(request);
}

Handler with_faults(Handler inner, std::shared_ptr<FaultSet> faults) {
  return [inner = std::move(inner), faults = std::move(faults)](const Request& request) {
    return faults->answer(inner, request);
  };
}

}  // namespace assay

// What deliveries say together: that a secret, once it signs, signs until the next rotation, and that rotations and
// deliveries have one order.
#include <algorithm>
#include <map>
#include <set>

#include "contracts/checks/delivery_evidence.h"
#include "contracts/documents/duration.h"
#include "contracts/judge/asked_id.h"
#include "contracts/judge/value_register.h"

namespace assay {
namespace {

// Exchanges between two moments that asked for a rotation of the resource, by whatever method, and were refused.
std::vector<std::size_t> refused_between(const Facts& facts, const std::string& resource, RunTime from, RunTime to) {
  std::vector<std::size_t> refused;
  const auto& exchanges = facts.history.exchanges;
  const auto first = std::lower_bound(exchanges.begin(), exchanges.end(), from,
                                      [](const Exchange& exchange, RunTime time) { return exchange.sent < time; });
  for (auto i = static_cast<std::size_t>(first - exchanges.begin()); i < exchanges.size(); ++i) {
    const Exchange& exchange = exchanges[i];
    if (exchange.sent > to) break;
    const Response* answer = response_of(exchange);
    if (exchange.done > to || answer == nullptr || answer->status / 100 != 4) continue;
    const Operation& operation = facts.contract.operation();
    const auto asked = documented_id(operation, exchange.request);
    if (asked && asked->value == resource && could_rotate(operation, exchange.request)) refused.push_back(i);
  }
  return refused;
}

// The last delivery of the same resource before the one at `k` that its live secret signed, if no other rotation than a
// refused one came between; null: there is none.
const DeliveryReading* good_before(const Deliveries& deliveries, std::size_t k) {
  const DeliveryReading& now = deliveries.arrivals[k];
  for (std::size_t i = k; i-- > 0;) {
    const DeliveryReading& earlier = deliveries.arrivals[i];
    if (!is_telling(earlier) || earlier.resource != now.resource) continue;
    const bool is_good = shares(earlier.signers, earlier.live);
    const bool is_rotated = std::any_of(deliveries.secrets.begin(), deliveries.secrets.end(), [&](const auto& secret) {
      return secret.resource == *now.resource && secret.done > *earlier.arrival->asked &&
             secret.sent < now.arrival->received;
    });
    return is_good && !is_rotated ? &earlier : nullptr;
  }
  return nullptr;
}

Evidence refusal_leaves_it(const Terms& terms, const Facts& facts) {
  Evidence evidence;
  if (facts.deliveries == nullptr) return evidence;
  for (std::size_t k = 0; k < facts.deliveries->arrivals.size(); ++k) {
    const DeliveryReading& reading = facts.deliveries->arrivals[k];
    if (!is_telling(reading) || !reading.signed_from) continue;
    const DeliveryReading* before = good_before(*facts.deliveries, k);
    if (before == nullptr) continue;
    const RunTime signed_from = std::min(*reading.arrival->asked, *reading.signed_from);
    const std::vector<std::size_t> refused =
        refused_between(facts, *reading.resource, before->arrival->received, signed_from);
    if (refused.empty()) continue;
    observe(evidence, reading.exchange);
    if (shares(reading.signers, before->live)) continue;
    Finding broken = finding(reading,
                             "After a rotation that was refused, a delivery is not signed with the " + terms.secret +
                                 " that signed before it.",
                             called(*facts.deliveries, before->live.back()) + " signs", "it did not sign");
    const std::size_t rotation = facts.deliveries->secrets[before->live.back()].exchange;
    broken.exchanges = cited({rotation, before->exchange, refused.back()}, reading.exchange);
    evidence.findings.push_back(std::move(broken));
  }
  return evidence;
}

// What wrote and read the secret of one resource, and the exchange of each.
struct Register {
  std::vector<RegisterUse> uses{};
  std::vector<std::size_t> exchanges{};
  std::size_t reads = 0;
  bool has_secret_again = false;  // a value was written twice: nobody could tell which of the two was read

  void add(const RegisterUse& use, std::size_t exchange) {
    uses.push_back(use);
    exchanges.push_back(exchange);
  }
};

// A rotation that may be unseen for the policy's webhook_lag is no promise that a delivery sees it at once, nor that
// the next one does when one did.
std::map<std::string, Register> registers_in(const Terms& terms, const Deliveries& deliveries) {
  const RunTime lag = terms.deliveries.lag;
  std::map<std::string, Register> registers;
  std::map<std::string, std::set<std::string>> written;
  for (std::size_t k = 0; k < deliveries.secrets.size(); ++k) {
    const IssuedSecret& secret = deliveries.secrets[k];
    Register& of = registers[secret.resource];
    of.has_secret_again = !written[secret.resource].insert(secret.secret).second || of.has_secret_again;
    of.add({.is = RegisterUse::Is::write, .value = k, .begin = secret.sent, .end = secret.done + lag}, secret.exchange);
  }
  for (const DeliveryReading& reading : deliveries.arrivals) {
    if (!is_comparable(reading) || !reading.signed_from || reading.signers.size() != 1) continue;
    Register& of = registers[*reading.resource];
    // Signed with the secret of another resource, it says nothing of this one's.
    if (deliveries.secrets[reading.signers[0]].resource != *reading.resource) continue;
    const RunTime begin = *reading.signed_from - lag;
    // One that may have been signed before every rotation was over says nothing of their order.
    if (std::none_of(of.uses.begin(), of.uses.end(), [&](const RegisterUse& use) { return use.end < begin; })) continue;
    ++of.reads;
    of.add({.value = reading.signers[0], .begin = begin, .end = reading.arrival->received}, reading.exchange);
  }
  return registers;
}

// With the writes of the values that they read, by when they ended.
std::vector<std::size_t> in_order(const std::vector<RegisterUse>& uses, std::vector<std::size_t> some) {
  for (std::size_t k = 0; k < uses.size(); ++k) {
    const auto has_its_value = [&](std::size_t other) { return uses[other].value == uses[k].value; };
    const bool is_there = std::find(some.begin(), some.end(), k) != some.end();
    if (uses[k].is == RegisterUse::Is::write && !is_there && std::any_of(some.begin(), some.end(), has_its_value))
      some.push_back(k);
  }
  std::sort(some.begin(), some.end(), [&](std::size_t a, std::size_t b) { return uses[a].end < uses[b].end; });
  return some;
}

Evidence one_register(const Terms& terms, const Facts& facts) {
  Evidence evidence;
  if (facts.deliveries == nullptr) return evidence;
  if (terms.deliveries.grace.count() > 0 || facts.deliveries->scheme->signs == SignatureScheme::Signs::oldest) {
    evidence.not_applicable = "several secrets may sign at a time, so that a delivery does not say which is the last";
    return evidence;
  }
  for (const auto& [resource, of] : registers_in(terms, *facts.deliveries)) {
    if (of.has_secret_again || of.reads < 2) continue;
    for (std::size_t k = 0; k < of.uses.size(); ++k)
      if (of.uses[k].is == RegisterUse::Is::read) observe(evidence, of.exchanges[k]);
    const std::vector<std::size_t> conflict = register_conflict(of.uses);
    if (conflict.empty()) continue;
    std::string actual;
    Finding broken{.message = "Rotations and deliveries of the " + terms.noun +
                              " have no order in which each delivery is signed with the " + terms.secret +
                              " of the rotation before it.",
                   .expected = "a " + terms.secret + " that another one replaced does not come back, by the policy's " +
                               "webhook_lag of " + to_text(terms.deliveries.lag)};
    std::vector<std::size_t> exchanges;
    for (const std::size_t k : in_order(of.uses, conflict)) {
      const std::size_t rotation = facts.deliveries->secrets[of.uses[k].value].exchange;
      const bool is_write = of.uses[k].is == RegisterUse::Is::write;
      actual +=
          (actual.empty() ? "" : ", then ") + (is_write ? "exchange " + std::to_string(rotation) + " gave another"
                                                        : called(*facts.deliveries, of.uses[k].value) + " signed");
      exchanges.insert(exchanges.end(), {of.exchanges[k], rotation});
    }
    broken.exchanges = cited(exchanges, of.exchanges[conflict.back()]);
    broken.actual = std::move(actual);
    evidence.findings.push_back(std::move(broken));
  }
  return evidence;
}

}  // namespace

std::vector<Check> webhook_order_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  if (!t.hears_deliveries) return {};
  return {
      delivery_law("webhook/refusal-leaves-it",
                   "After a rotation that was refused, the " + t.secret + " from before it MUST sign.",
                   of_policy(t, "webhook_scheme"), in(terms, refusal_leaves_it)),
      delivery_law("webhook/one-register",
                   "Rotations and deliveries of a " + t.noun +
                       " MUST have one order, in which each delivery is signed with the " + t.secret +
                       " of the rotation before it.",
                   of_policy(t, "webhook_lag"), in(terms, one_register)),
  };
}

}  // namespace assay

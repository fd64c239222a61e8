// Which secret is live? A vendor signs its deliveries with it: what a sink heard says which one signed, and when.
//
// A delivery accuses nobody by what may have been under way: those that came by themselves are judged by their form
// alone, one that was asked for against the rotations that were over before by the run's clock and, where the sender
// may have kept it, by the sender's own (contracts/judge/delivery_reading.h).
#include <algorithm>
#include <map>

#include "contracts/checks/delivery_evidence.h"
#include "contracts/documents/duration.h"
#include "contracts/judge/delivery_reading.h"
#include "contracts/secrets/known_secrets.h"
#include "contracts/signatures/mistakes.h"

namespace assay {
namespace {

// What would explain a delivery that none of the resource's secrets signed.
std::string explained(const Deliveries& deliveries, const DeliveryReading& reading, const Facts& facts) {
  Receipt receipt{.headers = reading.arrival->request.headers, .body = reading.arrival->request.body};
  for (const std::size_t k : reading.live) receipt.secrets.push_back(deliveries.secrets[k].secret);
  receipt.now = std::chrono::floor<std::chrono::seconds>(clock_time(facts.history.started, reading.arrival->received));
  receipt.tolerance = std::chrono::hours(24 * 36500);
  if (receipt.secrets.empty()) return "";
  const Diagnosis diagnosis = diagnose({*deliveries.scheme, receipt, verify_signature(*deliveries.scheme, receipt)});
  return diagnosis.mistake == nullptr
             ? ""
             : "; it would be the mistake " + diagnosis.mistake->id + ": " + diagnosis.mistake->summary;
}

Evidence known_secret(const Terms& terms, const Facts& facts) {
  return each_delivery(facts, [&](const DeliveryReading& reading, Evidence& evidence) {
    const Deliveries& deliveries = *facts.deliveries;
    if (!is_telling(reading)) return;
    observe(evidence, reading.exchange);
    if (!reading.signers.empty() || reading.is_of_before) return;
    evidence.findings.push_back(finding(
        reading,
        "A delivery of the " + terms.noun + " verifies under none of its " + terms.secret + "s by " +
            deliveries.scheme->id + ", the policy's webhook_scheme" + explained(deliveries, reading, facts) + ".",
        "a signature by a " + terms.secret + " that an answer showed", "none of them made it"));
  });
}

Evidence new_secret_signs(const Terms& terms, const Facts& facts) {
  return each_delivery(facts, [&](const DeliveryReading& reading, Evidence& evidence) {
    const Deliveries& deliveries = *facts.deliveries;
    if (!is_telling(reading) || (reading.signers.empty() && !reading.is_of_before)) return;
    observe(evidence, reading.exchange);
    const auto is_good_yet = [&](std::size_t k) { return holds(reading.over, k) && !holds(reading.out_of_grace, k); };
    const bool may_be_old = deliveries.scheme->signs == SignatureScheme::Signs::oldest &&
                            std::any_of(reading.signers.begin(), reading.signers.end(), is_good_yet);
    if (may_be_old || shares(reading.signers, reading.live)) return;
    Finding broken = finding(
        reading, "A delivery that was asked for after a rotation is not signed with the new " + terms.secret + ".",
        called(deliveries, reading.live.back()) + " signs",
        reading.signers.empty() ? "the " + terms.secret + " from before the run signed"
                                : called(deliveries, reading.signers.back()) + " signed");
    std::vector<std::size_t> rotations = {deliveries.secrets[reading.live.back()].exchange};
    if (!reading.signers.empty()) rotations.push_back(deliveries.secrets[reading.signers.back()].exchange);
    broken.exchanges = cited(rotations, reading.exchange);
    evidence.findings.push_back(std::move(broken));
  });
}

Evidence old_secret_dies(const Terms& terms, const Facts& facts) {
  Evidence found = each_delivery(facts, [&](const DeliveryReading& reading, Evidence& evidence) {
    const Deliveries& deliveries = *facts.deliveries;
    if (!is_telling(reading) || reading.out_of_grace.empty()) return;
    observe(evidence, reading.exchange);
    for (const std::size_t k : reading.signers)
      if (holds(reading.out_of_grace, k)) {
        Finding broken = finding(reading,
                                 "A delivery is signed with a " + terms.secret +
                                     " that a rotation replaced, beyond the policy's webhook_grace.",
                                 "no signature by " + called(deliveries, k), "it signed");
        broken.exchanges = {deliveries.secrets[k].exchange, reading.exchange};
        return evidence.findings.push_back(std::move(broken));
      }
  });
  if (terms.deliveries.grace.count() > 0 && facts.deliveries != nullptr)
    found.not_applicable = "no secret was out of the policy's webhook_grace (" + to_text(terms.deliveries.grace) +
                           ") when a delivery was asked for";
  return found;
}

Evidence own_secret(const Terms& terms, const Facts& facts) {
  Evidence found = each_delivery(facts, [&](const DeliveryReading& reading, Evidence& evidence) {
    const Deliveries& deliveries = *facts.deliveries;
    if (!reading.resource || reading.signers.empty() || reading.is_again) return;
    const auto is_other = [&](std::size_t k) { return deliveries.secrets[k].resource != *reading.resource; };
    const bool has_others = std::any_of(deliveries.secrets.begin(), deliveries.secrets.end(),
                                        [&](const auto& secret) { return secret.resource != *reading.resource; });
    if (!has_others || facts.history.deliveries == History::Sent::by_clock) return;
    observe(evidence, reading.exchange);
    const auto other = std::find_if(reading.signers.begin(), reading.signers.end(), is_other);
    if (other == reading.signers.end()) return;
    Finding broken =
        finding(reading, "A delivery of one " + terms.noun + " is signed with the " + terms.secret + " of another.",
                "a signature by a " + terms.secret + " of its own", called(deliveries, *other) + " signed");
    broken.exchanges = cited({deliveries.secrets[*other].exchange}, reading.exchange);
    evidence.findings.push_back(std::move(broken));
  });
  if (facts.history.deliveries == History::Sent::by_clock && facts.deliveries != nullptr)
    found.not_applicable =
        "a sender with a queue may have sent a delivery of another " + terms.noun + " in the same time";
  return found;
}

Evidence form(const Terms&, const Facts& facts) {
  return each_delivery(facts, [&](const DeliveryReading& reading, Evidence& evidence) {
    const Deliveries& deliveries = *facts.deliveries;
    const bool is_guess = facts.contract.policy.deliveries.scheme_is == DeliveryRules::Scheme::unsaid;
    const bool is_of_the_scheme = reading.other_scheme == nullptr && reading.has_any_header;
    if (!reading.resource || (is_guess && !reading.fault.empty() && !is_of_the_scheme)) return;
    observe(evidence, reading.exchange);
    const bool has_dot =
        reading.id.find('.') != std::string::npos && deliveries.scheme->signed_text.find("{id}") != std::string::npos;
    const bool has_time = !deliveries.scheme->has_timestamp() || reading.age || !reading.fault.empty();
    if (reading.fault.empty() && !has_dot && has_time) return;
    const std::string other =
        reading.other_scheme != nullptr ? "; it has the headers of " + reading.other_scheme->id : "";
    const std::string why = !reading.fault.empty() ? reading.fault + other
                            : has_dot              ? "its id holds a '.', which ends the id in what is signed"
                                                   : "its timestamp is no whole number of seconds";
    evidence.findings.push_back(finding(
        reading,
        "A delivery has not the form of " + deliveries.scheme->id + ", the policy's webhook_scheme: " + why + ".",
        "the headers of " + deliveries.scheme->id, why));
  });
}

// The evidence of a clause about what not every scheme has.
Evidence unless_lacking(Evidence evidence, const Facts& facts, std::string_view field) {
  const std::string mark = '{' + std::string(field) + '}';
  if (facts.deliveries != nullptr && facts.deliveries->scheme->signed_text.find(mark) == std::string::npos)
    evidence.not_applicable =
        "deliveries of " + facts.deliveries->scheme->id + " have no " + std::string(field) + " that is signed";
  return evidence;
}

Evidence fresh_timestamp(const Terms& terms, const Facts& facts) {
  const auto tolerance = std::chrono::ceil<std::chrono::seconds>(terms.deliveries.tolerance);
  Evidence found = each_delivery(facts, [&](const DeliveryReading& reading, Evidence& evidence) {
    if (!reading.age || (reading.signers.empty() && !reading.is_of_before)) return;
    observe(evidence, reading.exchange);
    if (std::chrono::abs(*reading.age) <= tolerance) return;
    evidence.findings.push_back(
        finding(reading,
                "The timestamp of a delivery lies beyond the policy's webhook_tolerance, by the clock of this machine.",
                "at most " + std::to_string(tolerance.count()) + " s between it and its arrival",
                std::to_string(reading.age->count()) + " s"));
  });
  return unless_lacking(std::move(found), facts, "timestamp");
}

Evidence id_stays(const Terms&, const Facts& facts) {
  std::map<std::string, const Request*> first;
  Evidence found = each_delivery(facts, [&](const DeliveryReading& reading, Evidence& evidence) {
    if (reading.id.empty() || !reading.fault.empty()) return;
    observe(evidence, reading.exchange);
    const Request& request = reading.arrival->request;
    const auto [known, is_new] = first.try_emplace(reading.id, &request);
    if (is_new || known->second->body == request.body) return;
    evidence.findings.push_back(finding(reading, "Two deliveries that differ have one id.",
                                        "an id of its own for each event", "an id that another delivery had"));
  });
  return unless_lacking(std::move(found), facts, "id");
}

Evidence secret_not_sent(const Terms& terms, const Facts& facts) {
  KnownSecrets known;
  const auto add = [&](const std::string& secret) {
    if (secret.size() >= TaintedValues::least_bytes) known.add(secret);
  };
  each_record(facts, [&](const Reading&, const Record& record, std::size_t) { add(record.secret.text); });
  for (const std::string& secret : facts.history.known_secrets) add(secret);
  return each_delivery(facts, [&](const DeliveryReading& reading, Evidence& evidence) {
    if (known.size() == 0) return;
    observe(evidence, reading.exchange);
    const Request& request = reading.arrival->request;
    std::string text = request.target + '\n' + request.body;
    for (const Header& header : request.headers) text += '\n' + header.name + ": " + header.value;
    if (known.find(text).empty()) return;
    evidence.findings.push_back(finding(reading, "A delivery carries a " + terms.secret + ", in clear or encoded.",
                                        "no " + terms.secret + " in it", "one was found"));
  });
}

constexpr const char* standard = "Standard Webhooks 1.0.0";

}  // namespace

std::vector<Check> webhook_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  if (!t.hears_deliveries) return {};
  const bool is_said = t.deliveries.grace_is == DeliveryRules::Grace::said;
  const auto death = is_said ? delivery_law : delivery_advice;
  const std::string word = is_said ? "MUST NOT" : "SHOULD NOT";
  return {
      delivery_law("webhook/known-secret",
                   "Each delivery MUST verify under a " + t.secret + " that the " + t.noun + " was given.",
                   of_policy(t, "webhook_scheme"), in(terms, known_secret)),
      delivery_law("webhook/new-secret-signs",
                   "A delivery that begins after a rotation was answered MUST verify under the new " + t.secret + ".",
                   of_policy(t, "webhook_lag"), in(terms, new_secret_signs)),
      death("webhook/old-secret-dies",
            "Once its grace has ended, a " + t.secret + " that was replaced " + word + " sign a delivery.",
            of_policy(t, "webhook_grace"), in(terms, old_secret_dies)),
      delivery_law("webhook/own-secret",
                   "A delivery MUST NOT be signed with the " + t.secret + " of another " + t.noun + ".",
                   {'C', std::string(standard) + ", \"Symmetric\": a secret is unique to an endpoint", ""},
                   in(terms, own_secret)),
      delivery_law("webhook/form", "A delivery MUST have the headers of its scheme.", of_policy(t, "webhook_scheme"),
                   in(terms, form)),
      delivery_advice(
          "webhook/fresh-timestamp", "The timestamp of a delivery SHOULD be that of its sending.",
          {'C', std::string(standard) + ", \"Verifying webhook authenticity\"; the policy's webhook_tolerance", ""},
          in(terms, fresh_timestamp)),
      delivery_advice("webhook/id", "Deliveries that differ SHOULD have ids that differ.",
                      {'C', std::string(standard) + ", \"Webhook Headers\": a unique identifier", ""},
                      in(terms, id_stays)),
      delivery_law("webhook/secret-not-sent", "A delivery MUST NOT carry a " + t.secret + ", in clear or encoded.",
                   of_policy(t, "role of the secret"), in(terms, secret_not_sent)),
  };
}

}  // namespace assay

// Rotations that overlap in time: still each its own secret, its own record, and an answer.
#include <algorithm>
#include <set>
#include <string>

#include "contracts/checks/families.h"
#include "contracts/judge/asked_id.h"

namespace assay {
namespace {

bool overlap(const Exchange& a, const Exchange& b) { return a.sent < b.done && b.sent < a.done; }

bool is_rotation(const Operation& operation, const Reading& reading) {
  return reading.asks_rotation && reading.asked.kind == AskedId::Kind::exact && !is_nobodys(operation, reading.asked);
}

// Calls see(i, others) for each rotation `i` that overlaps earlier ones; `others` are their indices. The history is
// ordered by `sent`, so those still under way are all that an exchange can overlap.
template <class See>
void each_overlap(const Facts& facts, See see) {
  const Operation& operation = facts.contract.operation();
  std::vector<std::size_t> open, others;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    if (!is_rotation(operation, facts.readings[i])) continue;
    const auto& exchanges = facts.history.exchanges;
    std::erase_if(open, [&](std::size_t k) { return exchanges[k].done <= exchanges[i].sent; });
    others.clear();
    std::copy_if(open.begin(), open.end(), std::back_inserter(others),
                 [&](std::size_t k) { return overlap(exchanges[k], exchanges[i]); });
    if (!others.empty()) see(i, others);
    open.push_back(i);
  }
}

const std::string& secret_of(const Reading& reading) {
  static const std::string none;
  return reading.record ? reading.record->secret.text : none;
}

enum class Tokens { same, different };

constexpr std::size_t enough_races = 3;

// Whether the server takes one rotation of a token at a time and says so to the others.
bool is_refused(const Reading& reading) {
  const int status = reading.response ? reading.response->status : 0;
  return status == 409 || status == 423 || status == 429;
}

// The evidence, or that there is none to have where so many were refused that too few are left to judge.
Evidence unless_refused(Evidence evidence, std::size_t refused) {
  if (evidence.observations >= enough_races || !evidence.findings.empty() || refused < enough_races) return evidence;
  return {.not_applicable = "rotations at the same time were refused, " + std::to_string(refused) + " of them"};
}

Evidence distinct(const Terms& terms, const Facts& facts, Tokens which) {
  Evidence evidence;
  std::size_t refused = 0;
  each_overlap(facts, [&](std::size_t i, const std::vector<std::size_t>& others) {
    const Reading& reading = facts.readings[i];
    bool compared = false;
    refused += is_refused(reading) ? 1 : 0;
    for (const std::size_t k : others) {
      const bool same_token = facts.readings[k].asked.value == reading.asked.value;
      if (same_token != (which == Tokens::same) || secret_of(reading).empty() || secret_of(facts.readings[k]).empty())
        continue;
      compared = true;
      if (secret_of(facts.readings[k]) != secret_of(reading)) continue;
      evidence.findings.push_back({.message = "Two rotations at the same time were given the same secret.",
                                   .expected = "a secret of its own for each rotation",
                                   .actual = "exchanges " + std::to_string(k) + " (" + terms.noun + ' ' +
                                             facts.readings[k].asked.value + ") and " + std::to_string(i) + " (" +
                                             terms.noun + ' ' + reading.asked.value + ") got " + secret_of(reading),
                                   .pointer = terms.secret_pointer,
                                   .exchanges = {k, i}});
      break;  // one is enough: so many of so many rotations got a secret that was under way
    }
    if (compared) observe(evidence, i);
  });
  return unless_refused(std::move(evidence), refused);
}

Evidence own_record(const Terms& terms, const Facts& facts) {
  Evidence evidence;
  std::size_t refused = 0;
  each_overlap(facts, [&](std::size_t i, const std::vector<std::size_t>& others) {
    const Reading& reading = facts.readings[i];
    const bool several = std::any_of(others.begin(), others.end(), [&](std::size_t k) {
      return facts.readings[k].asked.value != reading.asked.value;
    });
    refused += several && is_refused(reading) ? 1 : 0;
    if (!several || !reading.record || reading.record->identity.empty()) return;
    observe(evidence, i);
    if (is_id_of(reading.asked.value, reading.record->identity)) return;
    evidence.findings.push_back({.message = "While several " + terms.noun + "s were rotated, an answer held another " +
                                            terms.noun + "'s record.",
                                 .expected = "the record of " + terms.noun + ' ' + reading.asked.value,
                                 .actual = "the record of " + terms.noun + ' ' + reading.record->identity,
                                 .pointer = terms.identity_pointer,
                                 .exchanges = {others.back(), i}});
  });
  return unless_refused(std::move(evidence), refused);
}

// What went wrong with an answer that concurrency must not cause; empty: nothing.
std::string failure_of(const Exchange& exchange) {
  if (const auto* response = response_of(exchange))
    return response->status >= 500 ? "status " + std::to_string(response->status) : "";
  const auto& silence = std::get<NoResponse>(exchange.outcome);
  if (silence.why == NoResponse::Why::not_sent || silence.why == NoResponse::Why::let_go) return {};
  return "no answer: " + std::string(to_text(silence.why));
}

bool timed_out(const Exchange& exchange) {
  const auto* silence = std::get_if<NoResponse>(&exchange.outcome);
  return silence && silence->why == NoResponse::Why::timed_out;
}

// Whether answers that came too late are not the races' fault: a rotation that had the server to itself was late as
// well, or they were one or two, as on any network.
bool is_slow_anyway(const Facts& facts) {
  const auto& exchanges = facts.history.exchanges;
  if (std::none_of(exchanges.begin(), exchanges.end(), timed_out)) return true;  // nearly always
  const Operation& operation = facts.contract.operation();
  std::set<std::size_t> racing;
  each_overlap(facts, [&](std::size_t i, const std::vector<std::size_t>& others) {
    racing.insert(i);
    racing.insert(others.begin(), others.end());
  });
  std::size_t late = 0;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    if (!is_rotation(operation, facts.readings[i]) || !timed_out(exchanges[i])) continue;
    if (!racing.contains(i)) return true;
    ++late;
  }
  return late < enough_races;
}

Evidence no_failure(const Facts& facts) {
  const bool slow = is_slow_anyway(facts);
  Evidence evidence;
  std::vector<char> told(facts.readings.size(), 0);
  each_overlap(facts, [&](std::size_t i, const std::vector<std::size_t>& others) {
    observe(evidence, i);
    std::vector<std::size_t> group = others;
    group.push_back(i);
    for (const std::size_t k : group) {
      const std::string failure = failure_of(facts.history.exchanges[k]);
      if (failure.empty() || told[k]++) continue;
      evidence.findings.push_back(
          {.message = "A rotation failed while another one was under way.",
           .expected = "an answer below 500 for each of several rotations at once",
           .actual = failure,
           .culprit = slow && timed_out(facts.history.exchanges[k]) ? Culprit::environment : Culprit::vendor,
           .exchanges = {k == i ? others.back() : i, k}});
    }
  });
  return evidence;
}

}  // namespace

std::vector<Check> race_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  const Check failures{.kind = "race/no-failure",
                       .requirement = "Rotations at the same time MUST NOT cause a 5xx or a lost answer.",
                       .source = {'E', "good practice: concurrency is the server's to handle", ""},
                       .rotates = true,
                       .minimum = enough_races,
                       .run = no_failure};
  if (t.is_shown_by_reading) return {failures};  // what each of several made, no reading shows
  std::vector<Check> checks = {
      {.kind = "race/distinct",
       .requirement = "Rotations of one " + t.noun + " at the same time MUST give pairwise distinct " + t.secret + "s.",
       .source = {'B', t.summary + ": every rotation makes a new one", t.summary_pointer},
       .rotates = true,
       .minimum = enough_races,
       .run = in(terms, [](const Terms& x, const Facts& f) { return distinct(x, f, Tokens::same); })},
      {.kind = "race/distinct-across",
       .requirement =
           "Rotations of several " + t.noun + "s at the same time MUST give pairwise distinct " + t.secret + "s.",
       .source = {'C', "OWASP ASVS 5.0, 11.5.1: random values that cannot be guessed", t.summary_pointer},
       .need = Need::second_token,
       .rotates = true,
       .minimum = enough_races,
       .run = in(terms, [](const Terms& x, const Facts& f) { return distinct(x, f, Tokens::different); })}};
  if (!t.identity_member.empty())
    checks.push_back({.kind = "race/own-record",
                      .requirement = "While several " + t.noun +
                                     "s are rotated at the same time, each answer MUST hold the asked " + t.noun +
                                     "'s record.",
                      .source = {'B', t.identity_words(), t.schema_of(t.identity_in_record)},
                      .need = Need::second_token,
                      .rotates = true,
                      .minimum = enough_races,
                      .run = in(terms, own_record)});
  checks.push_back(failures);
  return checks;
}

}  // namespace assay

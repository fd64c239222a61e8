// The secret itself: there, new, and nobody else's.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "contracts/checks/families.h"
#include "contracts/judge/asked_id.h"

namespace assay {
namespace {

std::string describe(const Terms& terms, const Member& member) {
  switch (member.state) {
    case Member::State::absent: return "no member " + terms.secret_member;
    case Member::State::null: return "null";
    case Member::State::wrong_type: return "something that is no string";
    case Member::State::text: return "an empty string";
  }
  return "";
}

bool has_secret(const Record& record) { return !record.secret.text.empty(); }

Evidence present(const Terms& terms, const Facts& facts) {
  Evidence evidence;
  each_record(facts, [&](const Reading&, const Record& record, std::size_t i) {
    observe(evidence, i);
    if (has_secret(record)) return;
    evidence.findings.push_back({.message = "A rotation was answered " +
                                            std::to_string(facts.readings[i].response->status) + " without the new " +
                                            terms.secret + ".",
                                 .expected = terms.secret_member + ": a non-empty string",
                                 .actual = describe(terms, record.secret),
                                 .pointer = terms.secret_pointer,
                                 .exchanges = {i}});
  });
  return evidence;
}

Evidence fresh(const Terms& terms, const Facts& facts) {
  std::map<std::string, std::unordered_map<std::string, std::size_t>> seen;  // token -> secret -> its first exchange
  Evidence evidence;
  const auto see = [&](const Reading& reading, const Record& record, std::size_t i) {
    if (!has_secret(record)) return;
    auto& of_token = seen[reading.asked.value];
    const auto [first, is_new] = of_token.emplace(record.secret.text, i);
    if (!reading.issues) return;                 // read before a rotation, it is an earlier one
    if (of_token.size() == 1 && is_new) return;  // nothing to compare the first one with
    observe(evidence, i);
    if (is_new) return;
    evidence.findings.push_back(
        {.message = "A rotation gave a " + terms.secret + " that the " + terms.noun + " had before.",
         .expected = "a " + terms.secret + " that differs from every earlier one of the " + terms.noun,
         .actual =
             "the " + terms.secret + " of exchange " + std::to_string(first->second) + " again: " + record.secret.text,
         .pointer = terms.secret_pointer,
         .exchanges = {first->second, i}});
  };
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    if (reading.record && (reading.issues || reading.reads)) see(reading, *reading.record, i);
  }
  return evidence;
}

struct Owner {
  std::string token{};
  std::size_t exchange = 0;
};

Evidence unique(const Terms& terms, const Facts& facts) {
  std::unordered_map<std::string, Owner> owners;  // secret -> who had it first
  std::set<std::string> tokens;
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const Record& record, std::size_t i) {
    if (!has_secret(record)) return;
    tokens.insert(reading.asked.value);
    const auto& owner = owners.emplace(record.secret.text, Owner{reading.asked.value, i}).first->second;
    if (tokens.size() < 2) return;
    observe(evidence, i);
    if (owner.token == reading.asked.value) return;
    evidence.findings.push_back({.message = "Two " + terms.noun + "s were given the same " + terms.secret + ".",
                                 .expected = "a " + terms.secret + " that no other " + terms.noun + " ever had",
                                 .actual = terms.noun + ' ' + reading.asked.value + " got the " + terms.secret +
                                           " of " + terms.noun + ' ' + owner.token + ": " + record.secret.text,
                                 .pointer = terms.secret_pointer,
                                 .exchanges = {owner.exchange, i}});
  });
  return evidence;
}

struct Read {
  std::string secret{};
  std::size_t exchange = 0;
};

// A refused request changes nothing (RFC 9110 15.5); one that came too late may have been carried out before.
bool is_refused(const Reading& reading) {
  const int status = reading.response ? reading.response->status : 0;
  return status >= 400 && status < 500 && status != 408;
}

// Two readings of a resource between which nothing rotated show one secret.
Evidence read_back(const Terms& terms, const Facts& facts) {
  const Operation& operation = facts.contract.operation();
  std::map<std::string, Read> last;  // since whatever could rotate
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    if (could_rotate(operation, facts.history.exchanges[i].request) && !is_refused(reading)) last.clear();
    if (!reading.settled || !has_secret(*reading.record)) continue;
    const std::string& secret = reading.record->secret.text;
    const auto [before, is_first] = last.try_emplace(reading.asked.value, Read{secret, i});
    if (is_first) continue;
    observe(evidence, i);
    if (before->second.secret != secret)
      evidence.findings.push_back(
          {.message = "Two readings show different " + terms.secret + "s, and nothing rotated it.",
           .expected = "the " + terms.secret + " of exchange " + std::to_string(before->second.exchange),
           .actual = "another one: " + secret,
           .pointer = terms.secret_pointer,
           .exchanges = {before->second.exchange, i}});
  }
  return evidence;
}

// A mask, a word that stands for a secret, and one too short to be one, hide it.
bool is_shown(const Member& secret) {
  constexpr std::size_t least = 16;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return secret.text.size() >= least && !is_mask(secret.text) &&
         std::any_of(secret.text.begin(), secret.text.end(), is_digit);
}

Evidence hidden_in(const Terms& terms, const Facts& facts) {
  Evidence evidence;
  const bool read_hides = facts.contract.policy.reading() && !facts.contract.policy.reading()->hides.empty();
  const bool list_hides = facts.contract.policy.listing() && !facts.contract.policy.listing()->hides.empty();
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    const bool is_read = read_hides && reading.reads && reading.seen;
    const bool is_list = list_hides && reading.lists && !reading.listed.empty();
    if (!is_read && !is_list) continue;
    observe(evidence, i);
    const bool shows =
        is_read ? is_shown(reading.seen->secret) : std::any_of(reading.listed.begin(), reading.listed.end(), is_shown);
    if (!shows) continue;
    evidence.findings.push_back(
        {.message = std::string(is_read ? "A reading" : "A list") + " shows a " + terms.secret + '.',
         .expected = "no " + terms.secret_member + ", null or a mask",
         .actual = "a text that is no mask",
         .exchanges = {i}});
  }
  return evidence;
}

}  // namespace

std::vector<Check> secret_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  std::vector<Check> checks = {
      {.kind = "secret/present",
       .requirement = capital(with_article(t.success)) + " MUST carry the new " + t.secret + ": " + t.secret_member +
                      ", a non-empty string.",
       .source = {'B', t.summary, t.summary_pointer},
       .rotates = true,
       .run = in(terms, present)},
      {.kind = "secret/fresh",
       .requirement = "A new " + t.secret + " MUST differ from every earlier " + t.secret + " of its " + t.noun + ".",
       .source = {'B', t.summary, t.summary_pointer},
       .rotates = true,
       .run = in(terms, fresh)},
      {.kind = "secret/unique",
       .requirement = capital(with_article(t.noun)) + " MUST NOT ever get " + with_article(t.secret) +
                      " that another " + t.noun + " had.",
       .source = {'C', "OWASP ASVS 5.0, 11.5.1: random values that cannot be guessed", t.secret_schema()},
       .need = Need::second_token,
       .rotates = true,
       .run = in(terms, unique)},
  };
  if (t.is_shown_by_reading)
    checks.push_back(
        {.kind = "secret/read-back",
         .requirement = "Readings of one " + t.noun + " MUST show the same " + t.secret + " until it is rotated.",
         .source = {'B', t.summary, t.success_response},
         .rotates = true,
         .run = in(terms, read_back)});
  if (!t.hidden_in.empty())
    checks.push_back(
        {.kind = "secret/hidden-in",
         .requirement = capital(with_article(t.secret)) + " MUST NOT be shown by " + listed(t.hidden_in, "or") + ".",
         .source = {'C', "OWASP ASVS 5.0, 14.2.1: sensitive data only where it must be", t.hidden_in_pointer},
         .rotates = true,
         .run = in(terms, hidden_in)});
  return checks;
}

}  // namespace assay

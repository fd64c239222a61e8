// The secret itself: there, new, and nobody else's.
#include <map>
#include <set>
#include <unordered_map>

#include "contracts/checks/families.h"

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
  each_record(facts, [&](const Reading& reading, const Record& record, std::size_t i) {
    if (!has_secret(record)) return;
    auto& of_token = seen[reading.asked.value];
    const auto [first, is_new] = of_token.emplace(record.secret.text, i);
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
  });
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

}  // namespace

std::vector<Check> secret_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  return {
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
}

}  // namespace assay

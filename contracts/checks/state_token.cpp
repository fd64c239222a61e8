// The API token itself: a rotation of its webhook secret does not replace it. How much of it is shown is the vendor's
// choice.
#include <algorithm>
#include <map>
#include <set>

#include "contracts/checks/families.h"

namespace assay {
namespace {

// The secret that is rotated, in words: "webhook secret".
std::string spoken(const Terms& terms) {
  std::string words = terms.secret_member;
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

struct Shown {
  std::string value{};
  std::size_t exchange = 0;
};

Evidence kept(const Terms& terms, const Facts& facts) {
  std::map<std::pair<std::string, std::string>, Shown> first;  // token and what of it -> its first value
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const Record& record, std::size_t i) {
    bool compared = false;
    const auto compare = [&](const std::string& member, const std::string& kind, const Member& value) {
      if (value.state != Member::State::text || value.text.empty()) return;
      const auto [before, is_first] = first.try_emplace({reading.asked.value, member + kind}, Shown{value.text, i});
      compared |= !is_first;
      if (before->second.value == value.text) return;
      evidence.findings.push_back({.message = "A rotation of the " + spoken(terms) + " changed " + member + ".",
                                   .expected = member + " as before",
                                   .actual = "another " + member,
                                   .pointer = terms.record_pointer + "/" + member,
                                   .exchanges = {before->second.exchange, i}});
    };
    for (std::size_t k = 0; k < terms.parts.size(); ++k)
      if (terms.parts[k].of == terms.own->pointer) compare(terms.parts[k].name(), "", record.parts[k]);
    compare(terms.own->name(), is_masked(record) ? " masked" : " in full", record.own);
    if (compared) observe(evidence, i);
  });
  return evidence;
}

Evidence disclosure(const Terms& terms, const Facts& facts) {
  std::map<std::string, std::set<std::string>> full;  // token -> the full tokens shown
  std::set<std::string> kinds;
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const Record& record, std::size_t i) {
    observe(evidence, i);
    const std::string& token = record.own.text;
    if (token.empty())
      kinds.insert("empty");
    else if (is_masked(record))
      kinds.insert("masked");
    else
      full[reading.asked.value].insert(token);
  });
  for (const auto& [id, tokens] : full) kinds.insert(tokens.size() > 1 ? "new each time" : "in full");
  for (const auto& kind : kinds)
    evidence.note += (evidence.note.empty() ? terms.own->name() + " is shown: " : ", ") + kind;
  return evidence;
}

}  // namespace

std::vector<Check> state_token_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  if (!t.own) return {};
  const std::string own = t.own->name();
  std::vector<std::string> kept_members;
  for (const MemberRole& part : t.parts)
    if (part.of == t.own->pointer) kept_members.push_back(part.name());
  kept_members.push_back("the " + own + " shown");
  return {
      {.kind = "state/kept",
       .requirement = "A rotation of the " + spoken(t) + " MUST leave " + listed(kept_members, "and") + " alone.",
       .source = {'B', t.summary + ": not the " + own, t.schema_of(t.own->pointer)},
       .rotates = true,
       .run = in(terms, kept)},
      {.kind = "state/disclosure",
       .requirement = "Whether a rotation shows the " + own + " in full, masked, empty, or a new one.",
       .level = Level::info,
       .source = {'B', "the required member " + own, t.schema_of(t.own->pointer)},
       .rotates = true,
       .run = in(terms, disclosure)},
  };
}

}  // namespace assay

// A rotation changes the secret and nothing else.
#include <algorithm>
#include <cctype>
#include <map>
#include <memory>
#include <string_view>

#include "contracts/checks/families.h"
#include "contracts/judge/asked_id.h"

namespace assay {
namespace {

Evidence echo(const Terms& terms, const Facts& facts) {
  Evidence evidence;
  const auto see = [&](const Reading& reading, const Record& record, std::size_t i) {
    if (reading.asked.value.empty() || record.identity.empty()) return;
    observe(evidence, i);
    if (is_id_of(reading.asked.value, record.identity)) return;
    evidence.findings.push_back({.message = "The answer is about another " + terms.noun + " than the one asked for.",
                                 .expected = terms.identity_member + ' ' + std::string(shown_part(reading.asked.value)),
                                 .actual = terms.identity_member + ' ' + record.identity,
                                 .pointer = terms.identity_pointer,
                                 .exchanges = {i}});
  };
  each_record(facts, see);
  for (std::size_t i = 0; i < facts.readings.size(); ++i)
    if (facts.readings[i].seen && facts.readings[i].response->status / 100 == 2)
      see(facts.readings[i], *facts.readings[i].seen, i);
  return evidence;
}

struct Seen {
  std::string value{};
  std::size_t exchange = 0;
};

// What a token showed so far: its last record, and for each member its last value.
struct Shown {
  std::shared_ptr<const std::map<std::string, std::string>> record{};
  std::map<std::string, Seen> members{};
};

void compare_members(const Terms& terms, Shown& shown, const Record& record, std::size_t i, Evidence& evidence) {
  for (const auto& [name, value] : *record.stable) {
    const auto seen = shown.members.try_emplace(name, Seen{value, i}).first;
    if (seen->second.value != value)
      evidence.findings.push_back({.message = "A rotation changed " + name + ".",
                                   .expected = name + " as before: " + seen->second.value,
                                   .actual = value,
                                   .pointer = terms.record_pointer + "/" + name,
                                   .exchanges = {seen->second.exchange, i}});
    seen->second = {value, i};
  }
}

// What readings show, the one before the first rotation among them, is compared with what readings showed before.
void compare_readings(const Terms& terms, const Facts& facts, Evidence& evidence) {
  std::map<std::string, Shown> resources;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    const Record* record = reading.seen ? reading.seen : reading.record;
    if (!reading.reads || !reading.settled || !record || record->stable->empty()) continue;
    Shown& shown = resources[reading.asked.value];
    if (shown.record) observe(evidence, i);
    if (shown.record != record->stable) compare_members(terms, shown, *record, i, evidence);
    shown.record = record->stable;
  }
}

Evidence unchanged(const Terms& terms, const Facts& facts) {
  std::map<std::string, Shown> tokens;
  Evidence evidence;
  compare_readings(terms, facts, evidence);
  each_record(facts, [&](const Reading& reading, const Record& record, std::size_t i) {
    Shown& shown = tokens[reading.asked.value];
    if (shown.record) observe(evidence, i);
    if (shown.record != record.stable)
      compare_members(terms, shown, record, i, evidence);  // equal records mostly share one pointer
    shown.record = record.stable;
  });
  if (evidence.observations > 0)
    evidence.note = "compared with the first answer of this run for each " + terms.noun +
                    ": what that rotation changed cannot be seen";
  return evidence;
}

Evidence parts_agree(const Terms& terms, const Facts& facts) {
  Evidence evidence;
  each_record(facts, [&](const Reading&, const Record& record, std::size_t i) {
    evidence.not_applicable = "no answer shows a full " + terms.own->name();
    const std::string& whole = record.own.text;
    if (whole.empty() || is_masked(record)) return;
    observe(evidence, i);
    for (std::size_t k = 0; k < terms.parts.size(); ++k) {
      const MemberRole& role = terms.parts[k];
      const Member& part = record.parts[k];
      const bool start = role.at == MemberRole::At::start;
      if (role.of != terms.own->pointer || part.state != Member::State::text) continue;
      if (start ? whole.starts_with(part.text) : whole.ends_with(part.text)) continue;
      const std::string where = start ? "start" : "end";
      evidence.findings.push_back(
          {.message = "The " + terms.own->name() + " shown does not " + where + " with its " + role.name() + ".",
           .expected = terms.own->name() + ' ' + where + "s with " + part.text,
           .actual = "it " + where + "s otherwise",
           .pointer = terms.record_pointer + role.pointer,
           .exchanges = {i}});
    }
  });
  return evidence;
}

// "start with token_prefix and end with token_last4", of the resource's own secret.
std::string own_ends(const Terms& terms) {
  std::vector<std::string> ends;
  if (!terms.own) return {};
  for (const MemberRole& part : terms.parts)
    if (part.of == terms.own->pointer)
      ends.push_back((part.at == MemberRole::At::start ? "start with " : "end with ") + part.name());
  return listed(ends, "and");
}

std::vector<std::string> own_parts(const Terms& terms) {
  std::vector<std::string> names = {terms.own->name()};
  for (const MemberRole& part : terms.parts)
    if (part.of == terms.own->pointer) names.push_back(part.name());
  return names;
}

}  // namespace

bool is_mask(const std::string& text) {
  const auto is_of_a_token = [](unsigned char c) {
    return std::isalnum(c) != 0 || std::string_view("_-.~+/=:").find(static_cast<char>(c)) != std::string_view::npos;
  };
  constexpr std::size_t run = 4;
  const bool repeats = std::search_n(text.begin(), text.end(), run, 'X') != text.end() ||
                       std::search_n(text.begin(), text.end(), run, 'x') != text.end() ||
                       std::search_n(text.begin(), text.end(), run, '-') != text.end();
  const bool is_word =
      text.size() < 16 && std::none_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  return is_word || repeats || text.find("...") != std::string::npos ||
         !std::all_of(text.begin(), text.end(), is_of_a_token);
}

bool is_masked(const Record& record) {
  return is_mask(record.own.text) || std::any_of(record.parts.begin(), record.parts.end(), [&](const Member& part) {
           return part.state == Member::State::text && part.text == record.own.text;
         });
}

std::vector<Check> state_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  std::vector<Check> checks;
  if (!t.identity_member.empty())
    checks.push_back({.kind = "state/echo",
                      .requirement = "The " + t.identity_member + " of " + with_article(t.success) + " MUST be the " +
                                     t.identity_member + " that was asked for.",
                      .source = {'B', t.identity_words(), t.schema_of(t.identity_in_record)},
                      .rotates = true,
                      .run = in(terms, echo)});
  if (!t.stable.empty())
    checks.push_back({.kind = "state/unchanged",
                      .requirement = "A rotation MUST leave " + listed(t.stable, "and") +
                                     " alone, compared with the first answer of the run.",
                      .source = {'B', t.summary + ": the " + t.secret + ", and nothing else", t.schema + "/properties"},
                      .rotates = true,
                      .run = in(terms, unchanged)});
  if (const std::string ends = own_ends(t); !ends.empty()) {
    const std::string name = t.own->name();
    checks.push_back({.kind = "state/parts",
                      .requirement = capital(with_article(name)) + " shown in full MUST " + ends + ".",
                      .source = {'B', "the members " + listed(own_parts(t), "and"), t.schema_of(t.own->pointer)},
                      .rotates = true,
                      .run = in(terms, parts_agree)});
  }
  return checks;
}

}  // namespace assay

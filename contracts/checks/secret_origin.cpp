// Is the secret made from something that others know? It must neither hold the token's members nor be computed from
// them.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>

#include "contracts/checks/families.h"
#include "contracts/digest.h"
#include "contracts/judge/asked_id.h"

namespace assay {
namespace {

// A member's value, with the quotes of its canonical text taken off.
std::string_view stable_text(const Record& record, const std::string& name) {
  const auto at = record.stable->find(name);
  if (at == record.stable->end() || at->second.size() < 2 || at->second.front() != '"') return "";
  return std::string_view(at->second).substr(1, at->second.size() - 2);
}

// A member that others know, and its value in one record.
struct PublicMember {
  std::string name{};
  std::function<std::string_view(const Reading&, const Record&)> value{};
  enum class Starts { no, yes } starts = Starts::no;  // the prefix that all secrets may share holds it
};

// The identity, then the other members by name.
std::vector<PublicMember> public_members(const Terms& terms) {
  std::vector<PublicMember> members;
  if (terms.own)
    members.push_back(
        {terms.own->name(), [](const Reading&, const Record& record) -> std::string_view { return record.own.text; }});
  for (std::size_t k = 0; k < terms.parts.size(); ++k)
    members.push_back(
        {terms.parts[k].name(),
         [k](const Reading&, const Record& record) -> std::string_view { return record.parts[k].text; },
         terms.parts[k].at == MemberRole::At::start ? PublicMember::Starts::yes : PublicMember::Starts::no});
  for (const auto* names : {&terms.faces, &terms.addresses})
    for (const std::string& name : *names)
      members.push_back({name, [name](const Reading&, const Record& record) { return stable_text(record, name); }});
  std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  // Of several parts the last: what comes before may be an environment, which a prefix names.
  members.insert(members.begin(), {terms.id_word(), [](const Reading& reading, const Record&) -> std::string_view {
                                     return shown_part(reading.asked.value);
                                   }});
  return members;
}

// How often a member was seen in the secrets of a token, and where.
struct Held {
  std::size_t secrets = 0;   // distinct secrets looked at
  std::size_t holding = 0;   // those that hold the member's value
  double by_chance = 0;      // the probability that a random secret of hexadecimal digits holds it
  std::size_t exchange = 0;  // the last that holds it
};

double chance(std::size_t secret, std::size_t value) {
  return std::min(1.0, static_cast<double>(secret) * std::pow(16.0, -static_cast<double>(value)));
}

// `holding` of n secrets hold a value that one holds with probability p: at most (n p)^holding. The bound of 1e-8
// leaves the clause under 1e-6 for the six members of sixteen tokens.
bool is_no_accident(const Held& held) {
  const double bound = std::pow(static_cast<double>(held.secrets) * held.by_chance, static_cast<double>(held.holding));
  return held.holding > 0 && bound < 1e-8;
}

std::size_t shared_prefix(const std::unordered_set<std::string_view>& secrets) {
  if (secrets.empty()) return 0;
  std::size_t length = secrets.begin()->size();
  const std::string_view first = *secrets.begin();
  for (const auto secret : secrets) {
    const auto end = std::mismatch(secret.begin(), secret.end(), first.begin(), first.end()).first;
    length = std::min(length, static_cast<std::size_t>(end - secret.begin()));
  }
  return length;
}

// Whether `value` stands in the secret. What all secrets begin with may be the tokens' own prefix, or hold something
// short.
bool holds(std::string_view secret, PublicMember::Starts starts, std::string_view value, std::size_t prefix) {
  std::size_t from = value.size() < 8 ? prefix : 0;
  if (starts == PublicMember::Starts::yes && prefix >= value.size()) from = prefix - value.size() + 1;
  return secret.find(value, from) != std::string_view::npos;
}

Finding embedded(const Terms& terms, const std::string& member, std::size_t exchange, const std::string& how) {
  return {.message = "The " + terms.secret + " and " + member + " are not independent: " + how + ".",
          .expected = "a " + terms.secret + " that neither holds nor is held by another member",
          .actual = how,
          .pointer = terms.secret_pointer,
          .exchanges = {exchange}};
}

// Of one resource, for each of public_members.
using HeldMembers = std::vector<Held>;

Evidence not_embedded(const Terms& terms, const Facts& facts) {
  std::unordered_set<std::string_view> secrets;
  each_record(facts, [&](const Reading&, const Record& record, std::size_t) {
    if (!record.secret.text.empty()) secrets.insert(record.secret.text);
  });
  const std::size_t prefix = shared_prefix(secrets);  // of one secret alone: all of it
  const std::vector<PublicMember> members = public_members(terms);
  std::map<std::string_view, HeldMembers> resources;
  Evidence evidence;
  const auto look = [&](const PublicMember& member, std::string_view value, const std::string& secret, std::size_t i,
                        Held& held) {
    if (value.empty()) return;
    if (secret.size() >= 8 && value.find(secret) != std::string_view::npos)
      evidence.findings.push_back(embedded(terms, member.name, i, member.name + " holds the " + terms.secret));
    ++held.secrets;
    held.by_chance = std::max(held.by_chance, chance(secret.size(), value.size()));
    if (!holds(secret, member.starts, value, prefix)) return;
    ++held.holding;
    held.exchange = i;
  };
  each_record(facts, [&](const Reading& reading, const Record& record, std::size_t i) {
    const std::string& secret = record.secret.text;
    if (secrets.erase(secret) == 0) return;  // none, or seen before
    observe(evidence, i);
    HeldMembers& held = resources.try_emplace(reading.asked.value, members.size()).first->second;
    for (std::size_t k = 0; k < members.size(); ++k)
      look(members[k], members[k].value(reading, record), secret, i, held[k]);
  });
  for (const auto& [resource, held] : resources)
    for (std::size_t k = 0; k < held.size(); ++k)
      if (is_no_accident(held[k]))
        evidence.findings.push_back(
            embedded(terms, members[k].name, held[k].exchange, "the " + terms.secret + " holds " + members[k].name));
  return evidence;
}

struct Ingredient {
  std::string name{};
  std::string value{};
};

// The clock around an exchange, as seconds and, where the exchange was short, milliseconds.
void add_times(const History& history, const Exchange& exchange, std::vector<Ingredient>& ingredients) {
  using namespace std::chrono;
  const auto at = [&](RunTime when) {
    return duration_cast<milliseconds>(clock_time(history.started, when).time_since_epoch()).count();
  };
  const auto first = at(exchange.sent), last = at(exchange.done);
  for (auto second = first / 1000 - 2; second <= last / 1000 + 2; ++second)
    ingredients.push_back({"the time in seconds", std::to_string(second)});
  const auto until = std::min(last + 5, first + 200);
  for (auto ms = first - 5; ms <= until; ++ms) ingredients.push_back({"the time in milliseconds", std::to_string(ms)});
}

// The beginnings of all that the dictionary makes of one ingredient: itself, its hashes and its HMACs under the token's
// id, in hex, Base64 and base64url.
constexpr std::size_t telling = 16;  // characters: 64 bits of hexadecimal digits, 96 of Base64

// Where such a beginning may stand first in secrets that share a prefix. Not wholly within it, since a prefix may say
// whose secret it is; but few secrets may share some characters by chance, so that it may begin there.
std::size_t first_place(std::size_t prefix) { return prefix < telling ? 0 : prefix + 1 - telling; }

bool starts_within(const std::string& secret, std::size_t from, std::string_view form) {
  form = form.substr(0, telling);
  return form.size() >= telling && secret.find(form, from) != std::string::npos;
}

// `telling` characters stand for so many bytes.
constexpr std::size_t in_hex = telling / 2, in_base64 = telling / 4 * 3;

bool made_from(const std::string& secret, std::size_t from, std::string_view bytes) {
  std::string url_safe = to_base64(bytes.substr(0, in_base64));
  if (starts_within(secret, from, to_hex(bytes.substr(0, in_hex))) || starts_within(secret, from, url_safe))
    return true;
  std::replace(url_safe.begin(), url_safe.end(), '+', '-');
  std::replace(url_safe.begin(), url_safe.end(), '/', '_');
  return starts_within(secret, from, url_safe);
}

std::string derivation(const std::string& secret, std::size_t from, const std::vector<Ingredient>& ingredients,
                       const std::string& id) {
  struct Function {
    Hash hash{};
    std::string name{};
    Hmac under_id;
  };
  std::vector<Function> functions;
  for (const auto& [hash, name] :
       {std::pair{Hash::md5, "MD5"}, {Hash::sha1, "SHA-1"}, {Hash::sha256, "SHA-256"}, {Hash::sha512, "SHA-512"}})
    functions.push_back({hash, name, Hmac(hash, id)});
  for (const auto& [name, value] : ingredients) {
    if (made_from(secret, from, value)) return "an encoding of " + name;
    for (Function& each : functions) {
      if (made_from(secret, from, digest(each.hash, value))) return each.name + " of " + name;
      if (made_from(secret, from, each.under_id.of(value)))
        return "HMAC-" + each.name + " of " + name + " under the id";
    }
  }
  return "";
}

struct Course {
  std::size_t count = 0;  // rotations seen
  std::string previous{};
};

constexpr std::size_t tried_for_times = 3;  // secrets a token: a server that uses the clock uses it each time

// What a secret might be made from: the id, `more`, the name and the resource's own secret.
std::string derived_from(const Terms& terms, const std::string& more) {
  std::string names = terms.id_word() + ", " + more;
  if (!terms.faces.empty()) names += ", " + terms.faces.front();
  if (terms.own) names += ", " + terms.own->name();
  return names;
}

// The first face: what people call it.
std::string name_of(const Terms& terms) { return terms.faces.empty() ? "" : terms.faces.front(); }

Evidence not_derived(const Terms& terms, const Facts& facts) {
  const std::string name = name_of(terms);
  std::map<std::string, Course> courses;
  std::unordered_set<std::string_view> all;
  each_record(facts, [&](const Reading&, const Record& record, std::size_t) { all.insert(record.secret.text); });
  const std::size_t from = all.size() > 1 ? first_place(shared_prefix(all)) : 0;
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const Record& record, std::size_t i) {
    const std::string& secret = record.secret.text;
    Course& course = courses[reading.asked.value];
    if (secret.empty() || secret == course.previous || course.count >= 48) return;
    observe(evidence, i);
    const std::string& id = reading.asked.value;
    std::vector<Ingredient> ingredients = {{"the id", id},
                                           {"the " + (terms.own ? terms.own->name() : ""), record.own.text},
                                           {"the " + name, std::string(stable_text(record, name))},
                                           {"the previous " + terms.secret, course.previous}};
    for (const std::size_t n : {course.count, course.count + 1})
      for (const auto& [label, joint] :
           {std::pair{"the count", ""}, {"id and count", ":"}, {"id and count", "-"}, {"id and count", ""}})
        ingredients.push_back({label, (label == std::string("the count") ? "" : id + joint) + std::to_string(n)});
    if (course.count < tried_for_times) add_times(facts.history, facts.history.exchanges[i], ingredients);
    std::erase_if(ingredients, [](const Ingredient& ingredient) { return ingredient.value.empty(); });
    ++course.count;
    course.previous = secret;
    const std::string how = derivation(secret, from, ingredients, id);
    if (how.empty()) return;
    evidence.findings.push_back({.message = "The " + terms.secret + " can be computed from what others know.",
                                 .expected = "a random value",
                                 .actual = how,
                                 .pointer = terms.secret_pointer,
                                 .exchanges = {i}});
  });
  evidence.note = "tried: hex, Base64, MD5, SHA-1, SHA-256, SHA-512 and their HMACs under the id, of " +
                  derived_from(terms, "count, both") + ", previous " + terms.secret +
                  ", and the time in seconds and milliseconds";
  return evidence;
}

// "token_prefix" of a token as "prefix".
std::string short_name(const Terms& terms, const std::string& member) {
  return member.starts_with(terms.noun + "_") ? member.substr(terms.noun.size() + 1) : member;
}

std::vector<std::string> embedded_names(const Terms& terms) {
  std::vector<std::string> names = {terms.id_word()};
  if (terms.own) names.push_back(terms.own->name());
  for (const MemberRole& part : terms.parts) names.push_back(short_name(terms, part.name()));
  for (const auto* more : {&terms.faces, &terms.addresses}) names.insert(names.end(), more->begin(), more->end());
  return names;
}

}  // namespace

std::vector<Check> secret_origin_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  return {
      {.kind = "secret/not-embedded",
       .requirement = capital(with_article(t.secret)) + " MUST NOT contain the " + t.noun + "'s " +
                      listed(embedded_names(t), "or") + ", nor be contained in one.",
       .source = {'C', "OWASP ASVS 5.0, 11.5.1: random values that cannot be guessed", t.secret_schema()},
       .rotates = true,
       .minimum = 2,
       .run = in(terms, not_embedded)},
      {.kind = "secret/not-derived",
       .requirement = capital(with_article(t.secret)) + " SHOULD NOT be a hash, an HMAC or an encoding of " +
                      derived_from(t, "count, time") + " or the " + t.secret + " before.",
       .level = Level::should,
       .source = {'C', "OWASP ASVS 5.0, 11.5.1: random values from a secure generator", t.secret_schema()},
       .rotates = true,
       .run = in(terms, not_derived)},
  };
}

}  // namespace assay

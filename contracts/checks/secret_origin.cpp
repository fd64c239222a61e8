// Is the secret made from something that others know? It must neither hold the token's members nor be computed from
// them.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>

#include "contracts/checks/families.h"
#include "contracts/digest.h"

namespace assay {
namespace {

const std::string schema_pointer = "/components/schemas/TokenWithSecretResponse/properties/webhook_secret";

// A member's value, with the quotes of its canonical text taken off.
std::string_view stable_text(const TokenRecord& record, const char* name) {
  const auto at = record.stable->find(name);
  if (at == record.stable->end() || at->second.size() < 2 || at->second.front() != '"') return "";
  return std::string_view(at->second).substr(1, at->second.size() - 2);
}

constexpr std::array<std::string_view, 6> public_members = {"id",          "name",         "token",
                                                            "token_last4", "token_prefix", "webhook_url"};
using PublicValues = std::array<std::string_view, public_members.size()>;

PublicValues public_values(const Reading& reading, const TokenRecord& record) {
  return {reading.asked.value,     stable_text(record, "name"), record.token.text,
          record.token_last4.text, record.token_prefix.text,    stable_text(record, "webhook_url")};
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
bool holds(std::string_view secret, std::string_view member, std::string_view value, std::size_t prefix) {
  std::size_t from = value.size() < 8 ? prefix : 0;
  if (member == "token_prefix" && prefix >= value.size()) from = prefix - value.size() + 1;
  return secret.find(value, from) != std::string_view::npos;
}

Finding embedded(std::string_view member, std::size_t exchange, const std::string& how) {
  return {.message = "The secret and " + std::string(member) + " are not independent: " + how + ".",
          .expected = "a secret that neither holds nor is held by another member",
          .actual = how,
          .pointer = "/webhook_secret",
          .exchanges = {exchange}};
}

// Of one token, for each of public_members.
using HeldMembers = std::array<Held, public_members.size()>;

void look_for_members(const std::string& secret, const PublicValues& values, std::size_t prefix, std::size_t i,
                      HeldMembers& held, Evidence& evidence) {
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (values[k].empty()) continue;
    if (secret.size() >= 8 && values[k].find(secret) != std::string_view::npos)
      evidence.findings.push_back(embedded(public_members[k], i, std::string(public_members[k]) + " holds the secret"));
    ++held[k].secrets;
    held[k].by_chance = std::max(held[k].by_chance, chance(secret.size(), values[k].size()));
    if (!holds(secret, public_members[k], values[k], prefix)) continue;
    ++held[k].holding;
    held[k].exchange = i;
  }
}

Evidence not_embedded(const Facts& facts) {
  std::unordered_set<std::string_view> secrets;
  each_record(facts, [&](const Reading&, const TokenRecord& record, std::size_t) {
    if (!record.webhook_secret.text.empty()) secrets.insert(record.webhook_secret.text);
  });
  const std::size_t prefix = shared_prefix(secrets);  // of one secret alone: all of it
  std::map<std::string_view, HeldMembers> tokens;
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const TokenRecord& record, std::size_t i) {
    const std::string& secret = record.webhook_secret.text;
    if (secrets.erase(secret) == 0) return;  // none, or seen before
    observe(evidence, i);
    look_for_members(secret, public_values(reading, record), prefix, i, tokens[reading.asked.value], evidence);
  });
  for (const auto& [token, held] : tokens)
    for (std::size_t k = 0; k < held.size(); ++k)
      if (is_no_accident(held[k]))
        evidence.findings.push_back(
            embedded(public_members[k], held[k].exchange, "the secret holds " + std::string(public_members[k])));
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

bool starts_within(const std::string& secret, std::size_t from, std::string form) {
  form.resize(std::min(form.size(), telling));
  return form.size() >= telling && secret.find(form, from) != std::string::npos;
}

bool made_from(const std::string& secret, std::size_t from, const std::string& bytes) {
  std::string url_safe = to_base64(bytes);
  if (starts_within(secret, from, to_hex(bytes)) || starts_within(secret, from, url_safe)) return true;
  std::replace(url_safe.begin(), url_safe.end(), '+', '-');
  std::replace(url_safe.begin(), url_safe.end(), '/', '_');
  return starts_within(secret, from, url_safe);
}

std::string derivation(const std::string& secret, std::size_t from, const std::vector<Ingredient>& ingredients,
                       const std::string& id) {
  constexpr std::pair<Hash, const char*> hashes[] = {
      {Hash::md5, "MD5"}, {Hash::sha1, "SHA-1"}, {Hash::sha256, "SHA-256"}, {Hash::sha512, "SHA-512"}};
  for (const auto& [name, value] : ingredients) {
    if (made_from(secret, from, value)) return "an encoding of " + name;
    for (const auto& [hash, hash_name] : hashes) {
      if (made_from(secret, from, digest(hash, value))) return std::string(hash_name) + " of " + name;
      if (made_from(secret, from, hmac(hash, id, value)))
        return std::string("HMAC-") + hash_name + " of " + name + " under the id";
    }
  }
  return "";
}

struct Course {
  std::size_t count = 0;  // rotations seen
  std::string previous{};
};

constexpr std::size_t tried_for_times = 3;  // secrets a token: a server that uses the clock uses it each time

Evidence not_derived(const Facts& facts) {
  std::map<std::string, Course> courses;
  std::unordered_set<std::string_view> all;
  each_record(facts,
              [&](const Reading&, const TokenRecord& record, std::size_t) { all.insert(record.webhook_secret.text); });
  const std::size_t from = all.size() > 1 ? first_place(shared_prefix(all)) : 0;
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const TokenRecord& record, std::size_t i) {
    const std::string& secret = record.webhook_secret.text;
    Course& course = courses[reading.asked.value];
    if (secret.empty() || secret == course.previous || course.count >= 48) return;
    observe(evidence, i);
    const std::string& id = reading.asked.value;
    std::vector<Ingredient> ingredients = {{"the id", id},
                                           {"the token", record.token.text},
                                           {"the name", std::string(stable_text(record, "name"))},
                                           {"the previous secret", course.previous}};
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
    evidence.findings.push_back({.message = "The secret can be computed from what others know.",
                                 .expected = "a random value",
                                 .actual = how,
                                 .pointer = "/webhook_secret",
                                 .exchanges = {i}});
  });
  evidence.note =
      "tried: hex, Base64, MD5, SHA-1, SHA-256, SHA-512 and their HMACs under the id, of id, count, both, name, token, "
      "previous secret, and the time in seconds and milliseconds";
  return evidence;
}

}  // namespace

std::vector<Check> secret_origin_checks() {
  return {
      {.id = "secret/not-embedded",
       .requirement = "A secret MUST NOT contain the token's id, token, prefix, last4, name or webhook_url, nor be "
                      "contained in one.",
       .source = {'C', "OWASP ASVS 5.0, 11.5.1: random values that cannot be guessed", schema_pointer},
       .rotates = true,
       .minimum = 2,
       .run = not_embedded},
      {.id = "secret/not-derived",
       .requirement = "A secret SHOULD NOT be a hash, an HMAC or an encoding of id, count, time, name, token or the "
                      "secret before.",
       .level = Level::should,
       .source = {'C', "OWASP ASVS 5.0, 11.5.1: random values from a secure generator", schema_pointer},
       .rotates = true,
       .run = not_derived},
  };
}

}  // namespace assay

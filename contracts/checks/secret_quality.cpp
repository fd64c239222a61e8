// Can the secret be guessed? Statistics over all secrets of a history, each with its false-alarm bound.
//
// "Random part": what stands behind the longest prefix that all secrets share, without Base64 padding.
#include <algorithm>
#include <bitset>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>

#include "contracts/checks/families.h"

namespace assay {
namespace {

constexpr std::size_t enough_secrets = 10;

// Texts are those of the readings.
struct Issued {
  std::string_view secret{};
  std::size_t exchange = 0;
  std::string_view token{};
};

struct Secrets {
  std::vector<Issued> distinct{};  // in order of issue
  std::size_t prefix = 0;          // bytes that all share
};

Secrets secrets_of(const Facts& facts) {
  Secrets secrets;
  std::unordered_set<std::string_view> seen;
  each_record(facts, [&](const Reading& reading, const Record& record, std::size_t i) {
    const std::string& secret = record.secret.text;
    if (secret.empty() || !seen.insert(secret).second) return;
    secrets.distinct.push_back({secret, i, reading.asked.value});
  });
  if (secrets.distinct.empty()) return secrets;
  const std::string_view first = secrets.distinct.front().secret;
  secrets.prefix = first.size();
  for (const auto& issued : secrets.distinct) {
    const auto end = std::mismatch(first.begin(), first.end(), issued.secret.begin(), issued.secret.end()).first;
    secrets.prefix = std::min(secrets.prefix, static_cast<std::size_t>(end - first.begin()));
  }
  return secrets;
}

std::string_view random_part(const Secrets& secrets, std::string_view secret) {
  std::string_view part = secret.substr(secrets.prefix);
  while (part.ends_with('=')) part.remove_suffix(1);
  return part;
}

Evidence counted(const Secrets& secrets) {
  Evidence evidence{.observations = secrets.distinct.size()};
  if (!secrets.distinct.empty()) evidence.samples.push_back(secrets.distinct.front().exchange);
  return evidence;
}

struct Alphabet {
  const char* name = "";
  std::string_view characters{};
};

bool is_written_in(std::string_view text, const std::bitset<256>& characters) {
  return std::all_of(text.begin(), text.end(), [&](char c) { return characters.test(static_cast<unsigned char>(c)); });
}

constexpr std::string_view digits = "0123456789";
constexpr Alphabet alphabets[] = {
    {"decimal digits", digits},
    {"lower-case hexadecimal", "0123456789abcdef"},
    {"upper-case hexadecimal", "0123456789ABCDEF"},
    {"Base32", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"},
    {"lower-case letters and digits", "0123456789abcdefghijklmnopqrstuvwxyz"},
    {"letters and digits", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"},
    {"Base64", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/"},
    {"Base64url", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"},
};

// The smallest alphabet above that holds every random part; printable ASCII when none does.
Alphabet alphabet_of(const Secrets& secrets) {
  for (const auto& alphabet : alphabets) {
    std::bitset<256> characters;
    for (const char c : alphabet.characters) characters.set(static_cast<unsigned char>(c));
    const bool holds = std::all_of(secrets.distinct.begin(), secrets.distinct.end(), [&](const Issued& issued) {
      return is_written_in(random_part(secrets, issued.secret), characters);
    });
    if (holds) return alphabet;
  }
  return {"printable ASCII",
          "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"};
}

bool is_uuid(std::string_view text) {
  if (text.size() < 36) return false;
  const std::string_view uuid = text.substr(text.size() - 36);
  for (std::size_t k = 0; k < uuid.size(); ++k) {
    const bool dash = k == 8 || k == 13 || k == 18 || k == 23;
    if (dash ? uuid[k] != '-' : !std::isxdigit(static_cast<unsigned char>(uuid[k]))) return false;
  }
  return true;
}

Evidence length(const Terms& terms, const Facts& facts) {
  const Secrets secrets = secrets_of(facts);
  Evidence evidence = counted(secrets);
  if (secrets.distinct.size() < enough_secrets) return evidence;
  const Alphabet alphabet = alphabet_of(secrets);
  for (const auto& issued : secrets.distinct) {
    const auto part = random_part(secrets, issued.secret);
    const double bits = static_cast<double>(part.size()) * std::log2(static_cast<double>(alphabet.characters.size()));
    const bool uuid = is_uuid(issued.secret);
    if (bits >= 128 && !uuid) continue;
    evidence.findings.push_back({.message = uuid
                                                ? "A " + terms.secret + " is a UUID, which has at most 122 random bits."
                                                : "A " + terms.secret + " has room for fewer than 128 random bits.",
                                 .expected = "at least 128 bits: length x bits a character",
                                 .actual = std::to_string(part.size()) + " characters of " + alphabet.name + ": " +
                                           std::to_string(static_cast<int>(uuid ? 122 : bits)) + " bits at most",
                                 .pointer = terms.secret_pointer,
                                 .exchanges = {issued.exchange}});
  }
  return evidence;
}

bool is_plain(unsigned char c) { return c > 0x20 && c < 0x7F && c != '"' && c != '\'' && c != '\\'; }

Evidence format(const Terms& terms, const Facts& facts) {
  const Secrets secrets = secrets_of(facts);
  Evidence evidence = counted(secrets);
  const auto tell = [&](const Issued& issued, const std::string& expected, const std::string& actual) {
    evidence.findings.push_back({.message = capital(terms.secret) + "s are not written in one safe way.",
                                 .expected = expected,
                                 .actual = actual,
                                 .pointer = terms.secret_pointer,
                                 .exchanges = {secrets.distinct.front().exchange, issued.exchange}});
  };
  for (const auto& issued : secrets.distinct) {
    if (!std::all_of(issued.secret.begin(), issued.secret.end(),
                     [](char c) { return is_plain(static_cast<unsigned char>(c)); }))
      tell(issued, "printable ASCII without space, quotation mark, apostrophe or backslash", "another character");
    if (issued.secret.size() != secrets.distinct.front().secret.size())
      tell(issued, "the length of the first: " + std::to_string(secrets.distinct.front().secret.size()),
           "length " + std::to_string(issued.secret.size()));
  }
  return evidence;
}

bool is_separator(char c) { return !std::isalnum(static_cast<unsigned char>(c)) && c != '+' && c != '/' && c != '_'; }

// Positions behind the prefix that hold the same letter or digit in all secrets. With n secrets of an alphabet of at
// least ten characters a random position does so with probability 10^(1-n) at most.
std::vector<std::size_t> constant_positions(const Secrets& secrets) {
  std::size_t end = secrets.distinct.front().secret.size();
  for (const auto& issued : secrets.distinct)
    end = std::min(end, secrets.prefix + random_part(secrets, issued.secret).size());
  std::vector<std::size_t> constant;
  const std::string_view first = secrets.distinct.front().secret;
  for (std::size_t at = secrets.prefix; at < end; ++at) {
    const bool same = std::all_of(secrets.distinct.begin(), secrets.distinct.end(),
                                  [&](const Issued& issued) { return issued.secret[at] == first[at]; });
    if (same && !is_separator(first[at])) constant.push_back(at);
  }
  return constant;
}

// The secrets of each token in order of issue. Which of several rotations at the same time was first cannot be seen: of
// those only the one that was asked first counts.
std::map<std::string_view, std::vector<const Issued*>> in_order(const Secrets& secrets, const History& history) {
  std::map<std::string_view, std::vector<const Issued*>> by_token;
  for (const auto& issued : secrets.distinct) {
    auto& earlier = by_token[issued.token];
    const auto sent = history.exchanges[issued.exchange].sent;
    if (earlier.empty() || history.exchanges[earlier.back()->exchange].done <= sent) earlier.push_back(&issued);
  }
  return by_token;
}

// Secrets of one token, in order of issue, that only grow or only shrink: n of them do so by chance with probability
// 2/n!.
bool is_monotonic(const std::vector<const Issued*>& issued) {
  const auto less = [](const Issued* a, const Issued* b) {
    return a->secret.size() != b->secret.size() ? a->secret.size() < b->secret.size() : a->secret < b->secret;
  };
  const auto more = [&](const Issued* a, const Issued* b) { return less(b, a); };
  return std::is_sorted(issued.begin(), issued.end(), less) || std::is_sorted(issued.begin(), issued.end(), more);
}

constexpr std::size_t enough_to_order = 12;  // 2/12! < 5e-9

Evidence varies(const Terms& terms, const Facts& facts) {
  const Secrets secrets = secrets_of(facts);
  Evidence evidence = counted(secrets);
  if (secrets.distinct.size() < enough_secrets) return evidence;
  evidence.note = "a correct server is blamed with a probability under 1e-6";
  const auto constant = constant_positions(secrets);
  if (!constant.empty())
    evidence.findings.push_back(
        {.message = "Some places behind the common prefix never change.",
         .expected = "every character behind the first " + std::to_string(secrets.prefix) + " to vary",
         .actual = std::to_string(constant.size()) + " places stay the same in " +
                   std::to_string(secrets.distinct.size()) + " secrets, the first at offset " +
                   std::to_string(constant.front()),
         .pointer = terms.secret_pointer,
         .exchanges = {secrets.distinct.front().exchange, secrets.distinct.back().exchange}});
  for (const auto& [token, issued] : in_order(secrets, facts.history))
    if (issued.size() >= enough_to_order && is_monotonic(issued))
      evidence.findings.push_back({.message = "The " + terms.secret + "s of " + with_article(terms.noun) +
                                              " come in order, like a counter or a clock.",
                                   .expected = "no order",
                                   .actual = std::to_string(issued.size()) + " secrets of " + terms.noun + ' ' +
                                             std::string(token) + ", each beyond the one before",
                                   .pointer = terms.secret_pointer,
                                   .exchanges = {issued.front()->exchange, issued.back()->exchange}});
  return evidence;
}

}  // namespace

std::vector<Check> secret_quality_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  return {
      {.kind = "secret/entropy",
       .requirement =
           "The random part of " + with_article(t.secret) + " SHOULD have room for at least 128 bits; a UUID has not.",
       .level = Level::should,
       .source = {'C', "OWASP ASVS 5.0, 11.5.1: at least 128 bits of entropy, UUIDs do not count", t.secret_schema()},
       .rotates = true,
       .minimum = enough_secrets,
       .run = in(terms, length)},
      {.kind = "secret/printable",
       .requirement =
           capital(t.secret) +
           "s SHOULD have one length, in printable ASCII without space, quotation mark, apostrophe or backslash.",
       .level = Level::should,
       .source = {'E', "good practice: it is pasted into configuration files and shells", t.secret_schema()},
       .rotates = true,
       .minimum = 2,
       .run = in(terms, format)},
      {.kind = "secret/varies",
       .requirement = "Every place of " + with_article(t.secret) + " behind its fixed prefix SHOULD vary, and " +
                      t.secret + "s SHOULD come in no order.",
       .level = Level::should,
       .source = {'C', "OWASP ASVS 5.0, 11.5.1: random values from a secure generator", t.secret_schema()},
       .rotates = true,
       .minimum = enough_secrets,
       .run = in(terms, varies)},
  };
}

}  // namespace assay

// The secret itself: there, new, and nobody else's.
#include <map>
#include <set>
#include <unordered_map>

#include "contracts/checks/families.h"

namespace assay {
namespace {

const std::string secret_pointer = "/webhook_secret";
const std::string schema_pointer = "/components/schemas/TokenWithSecretResponse/properties/webhook_secret";

const char* describe(const Member& member) {
  switch (member.state) {
    case Member::State::absent: return "no member webhook_secret";
    case Member::State::null: return "null";
    case Member::State::wrong_type: return "something that is no string";
    case Member::State::text: return "an empty string";
  }
  return "";
}

bool has_secret(const TokenRecord& record) { return !record.webhook_secret.text.empty(); }

Evidence present(const Facts& facts) {
  Evidence evidence;
  each_record(facts, [&](const Reading&, const TokenRecord& record, std::size_t i) {
    observe(evidence, i);
    if (has_secret(record)) return;
    evidence.findings.push_back({.message = "A rotation was answered 200 without the new secret.",
                                 .expected = "webhook_secret: a non-empty string",
                                 .actual = describe(record.webhook_secret),
                                 .pointer = secret_pointer,
                                 .exchanges = {i}});
  });
  return evidence;
}

Evidence fresh(const Facts& facts) {
  std::map<std::string, std::unordered_map<std::string, std::size_t>> seen;  // token -> secret -> its first exchange
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const TokenRecord& record, std::size_t i) {
    if (!has_secret(record)) return;
    auto& of_token = seen[reading.asked.value];
    const auto [first, is_new] = of_token.emplace(record.webhook_secret.text, i);
    if (of_token.size() == 1 && is_new) return;  // nothing to compare the first one with
    observe(evidence, i);
    if (is_new) return;
    evidence.findings.push_back(
        {.message = "A rotation gave a secret that the token had before.",
         .expected = "a secret that differs from every earlier one of the token",
         .actual = "the secret of exchange " + std::to_string(first->second) + " again: " + record.webhook_secret.text,
         .pointer = secret_pointer,
         .exchanges = {first->second, i}});
  });
  return evidence;
}

struct Owner {
  std::string token{};
  std::size_t exchange = 0;
};

Evidence unique_across_tokens(const Facts& facts) {
  std::unordered_map<std::string, Owner> owners;  // secret -> who had it first
  std::set<std::string> tokens;
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const TokenRecord& record, std::size_t i) {
    if (!has_secret(record)) return;
    tokens.insert(reading.asked.value);
    const auto& owner = owners.emplace(record.webhook_secret.text, Owner{reading.asked.value, i}).first->second;
    if (tokens.size() < 2) return;
    observe(evidence, i);
    if (owner.token == reading.asked.value) return;
    evidence.findings.push_back({.message = "Two tokens were given the same secret.",
                                 .expected = "a secret that no other token ever had",
                                 .actual = "token " + reading.asked.value + " got the secret of token " + owner.token +
                                           ": " + record.webhook_secret.text,
                                 .pointer = secret_pointer,
                                 .exchanges = {owner.exchange, i}});
  });
  return evidence;
}

}  // namespace

std::vector<Check> secret_checks() {
  return {
      {.id = "secret/present",
       .requirement = "A 200 MUST carry the new secret: webhook_secret, a non-empty string.",
       .source = {'B', "\"Returned only on creation and rotation. Contains the one-shot secret.\"",
                  "/components/schemas/TokenWithSecretResponse/description"},
       .rotates = true,
       .run = present},
      {.id = "secret/fresh",
       .requirement = "A new secret MUST differ from every earlier secret of its token.",
       .source = {'B', "\"Rotate Webhook Secret\"",
                  "/paths/~1api-tokens~1{token_id}~1webhook~1rotate-secret/post/summary"},
       .rotates = true,
       .run = fresh},
      {.id = "secret/unique-across-tokens",
       .requirement = "A token MUST NOT ever get a secret that another token had.",
       .source = {'C', "OWASP ASVS 5.0, 11.5.1: random values that cannot be guessed", schema_pointer},
       .need = Need::second_token,
       .rotates = true,
       .run = unique_across_tokens},
  };
}

}  // namespace assay

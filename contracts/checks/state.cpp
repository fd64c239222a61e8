// A rotation changes the secret and nothing else.
#include <algorithm>
#include <cctype>
#include <map>
#include <memory>
#include <string_view>

#include "contracts/checks/families.h"

namespace assay {
namespace {

const std::string properties = "/components/schemas/TokenWithSecretResponse/properties";

Evidence id_is_asked(const Facts& facts) {
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const TokenRecord& record, std::size_t i) {
    if (reading.asked.value.empty() || record.id.empty()) return;
    observe(evidence, i);
    if (record.id == reading.asked.value) return;
    evidence.findings.push_back({.message = "The answer is about another token than the one asked for.",
                                 .expected = "id " + reading.asked.value,
                                 .actual = "id " + record.id,
                                 .pointer = "/id",
                                 .exchanges = {i}});
  });
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

void compare_members(Shown& shown, const TokenRecord& record, std::size_t i, Evidence& evidence) {
  for (const auto& [name, value] : *record.stable) {
    const auto seen = shown.members.try_emplace(name, Seen{value, i}).first;
    if (seen->second.value != value)
      evidence.findings.push_back({.message = "A rotation changed " + name + ".",
                                   .expected = name + " as before: " + seen->second.value,
                                   .actual = value,
                                   .pointer = "/" + name,
                                   .exchanges = {seen->second.exchange, i}});
    seen->second = {value, i};
  }
}

Evidence unchanged(const Facts& facts) {
  std::map<std::string, Shown> tokens;
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const TokenRecord& record, std::size_t i) {
    Shown& shown = tokens[reading.asked.value];
    if (shown.record) observe(evidence, i);
    if (shown.record != record.stable)
      compare_members(shown, record, i, evidence);  // equal records mostly share one pointer
    shown.record = record.stable;
  });
  if (evidence.observations > 0)
    evidence.note =
        "compared with the first answer of this run for each token: what that rotation changed cannot be seen";
  return evidence;
}

void compare_end(Evidence& evidence, std::size_t i, const Member& end, bool agrees, const char* name,
                 const char* where) {
  if (end.state != Member::State::text || agrees) return;
  evidence.findings.push_back({.message = std::string("The token shown does not ") + where + " with its " + name + ".",
                               .expected = std::string("token ") + where + "s with " + end.text,
                               .actual = std::string("it ") + where + "s otherwise",
                               .pointer = std::string("/") + name,
                               .exchanges = {i}});
}

Evidence token_consistent(const Facts& facts) {
  Evidence evidence;
  each_record(facts, [&](const Reading&, const TokenRecord& record, std::size_t i) {
    evidence.not_applicable = "no answer shows a full token";
    const std::string& token = record.token.text;
    if (token.empty() || is_masked(record)) return;
    observe(evidence, i);
    compare_end(evidence, i, record.token_prefix, token.starts_with(record.token_prefix.text), "token_prefix", "start");
    compare_end(evidence, i, record.token_last4, token.ends_with(record.token_last4.text), "token_last4", "end");
  });
  return evidence;
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

bool is_masked(const TokenRecord& record) {
  return is_mask(record.token.text) || record.token.text == record.token_prefix.text;
}

std::vector<Check> state_checks() {
  return {
      {.id = "state/id",
       .requirement = "The id of a 200 MUST be the id that was asked for.",
       .source = {'B', "the path parameter token_id and the member id", properties + "/id"},
       .rotates = true,
       .run = id_is_asked},
      {.id = "state/unchanged",
       .requirement =
           "A rotation MUST leave name, scopes, ip_allowlist, rate_limit, expires_at, created_by, created_at, "
           "webhook_url, webhook_enabled and status alone, compared with the first answer of the run.",
       .source = {'B', "\"Rotate Webhook Secret\": the secret, and nothing else", properties},
       .rotates = true,
       .run = unchanged},
      {.id = "state/token-consistent",
       .requirement = "A token shown in full MUST start with token_prefix and end with token_last4.",
       .source = {'B', "the members token, token_prefix and token_last4", properties + "/token"},
       .rotates = true,
       .run = token_consistent},
  };
}

}  // namespace assay

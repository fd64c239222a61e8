// The API token itself: a rotation of its webhook secret does not replace it. How much of it is shown is the vendor's
// choice.
#include <map>
#include <set>

#include "contracts/checks/families.h"

namespace assay {
namespace {

const std::string properties = "/components/schemas/TokenWithSecretResponse/properties";

struct Shown {
  std::string value{};
  std::size_t exchange = 0;
};

Evidence not_rotated(const Facts& facts) {
  std::map<std::pair<std::string, std::string>, Shown> first;  // token and what of it -> its first value
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const TokenRecord& record, std::size_t i) {
    bool compared = false;
    const auto compare = [&](const std::string& member, const std::string& kind, const Member& value) {
      if (value.state != Member::State::text || value.text.empty()) return;
      const auto [before, is_first] = first.try_emplace({reading.asked.value, member + kind}, Shown{value.text, i});
      compared |= !is_first;
      if (before->second.value == value.text) return;
      evidence.findings.push_back({.message = "A rotation of the webhook secret changed " + member + ".",
                                   .expected = member + " as before",
                                   .actual = "another " + member,
                                   .pointer = "/" + member,
                                   .exchanges = {before->second.exchange, i}});
    };
    compare("token_prefix", "", record.token_prefix);
    compare("token_last4", "", record.token_last4);
    compare("token", is_masked(record) ? " masked" : " in full", record.token);
    if (compared) observe(evidence, i);
  });
  return evidence;
}

Evidence disclosure(const Facts& facts) {
  std::map<std::string, std::set<std::string>> full;  // token -> the full tokens shown
  std::set<std::string> kinds;
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const TokenRecord& record, std::size_t i) {
    observe(evidence, i);
    const std::string& token = record.token.text;
    if (token.empty())
      kinds.insert("empty");
    else if (is_masked(record))
      kinds.insert("masked");
    else
      full[reading.asked.value].insert(token);
  });
  for (const auto& [id, tokens] : full) kinds.insert(tokens.size() > 1 ? "new each time" : "in full");
  for (const auto& kind : kinds) evidence.note += (evidence.note.empty() ? "token is shown: " : ", ") + kind;
  return evidence;
}

}  // namespace

std::vector<Check> state_token_checks() {
  return {
      {.id = "state/token-not-rotated",
       .requirement =
           "A rotation of the webhook secret MUST leave token_prefix, token_last4 and the token shown alone.",
       .source = {'B', "\"Rotate Webhook Secret\": not the token", properties + "/token"},
       .rotates = true,
       .run = not_rotated},
      {.id = "state/token-disclosure",
       .requirement = "Whether a rotation shows the token in full, masked, empty, or a new one.",
       .level = Level::info,
       .source = {'B', "the required member token", properties + "/token"},
       .rotates = true,
       .run = disclosure},
  };
}

}  // namespace assay

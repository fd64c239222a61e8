#include "cli/check/replay_consent.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>
#include <string_view>
#include <vector>

#include "contracts/identity_parts.h"
#include "contracts/judge/asked_id.h"
#include "contracts/words.h"
#include "property-tests/explore.h"
#include "reports/model/short_id.h"

namespace assay {
namespace {

// What check itself asks for with the consent to some tokens: these, and what a careless server takes for them.
struct Allowed {
  std::set<std::string> addresses{};  // asked_address
  std::set<std::string> ids{};        // of these, what they ask for, where it is a number
};

// The id that a request asks for; of one with another method too, since a careless server rotates for that as well.
std::string id_asked_by(const Contract& contract, Request request) {
  request.method = contract.operation().method;
  const auto asked = asked_id(contract.operation(), request);
  return asked ? asked->value : "";
}

Allowed allowed_with(const Contract& contract, const Pool& pool) {
  constexpr std::size_t plenty = 1'000'000;  // whatever the budget of the run was
  const Operation& operation = contract.operation();
  Allowed allowed;
  const auto allow = [&](const Request& request) {
    allowed.addresses.insert(asked_address(operation, request));
    allowed.ids.insert(id_asked_by(contract, request));
  };
  for (const Plan& plan : plan_scenarios(contract, pool, {.rotations = plenty}))
    for (const Round& round : plan.rounds)
      for (const Request& request : round) allow(request);
  if (!pool.rotatable.empty())
    for (const Request& request : requests_of_exploring(contract, pool)) allow(request);
  allowed.ids.erase("");
  return allowed;
}

bool allows(const Contract& contract, const Allowed& allowed, const Request& request) {
  const Operation& operation = contract.operation();
  if (!could_rotate(operation, request) || allowed.addresses.contains(asked_address(operation, request))) return true;
  const std::string query = request.target.substr(path_of(request.target).size());
  return without_identity(operation.identity, query).empty() && allowed.ids.contains(id_asked_by(contract, request));
}

// A request that could rotate a token that nobody consented to; null when there is none.
const Request* forbidden_in(const Contract& contract, const Plan& plan, const Pool& pool) {
  const Allowed allowed = allowed_with(contract, pool);
  for (const Round& round : plan.rounds)
    for (const Request& request : round)
      if (!allows(contract, allowed, request)) return &request;
  return nullptr;
}

// The values of --id among the words of a command line.
std::vector<std::string> tokens_in(const std::vector<std::string>& words) {
  constexpr std::string_view flag = "--id";
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == flag && i + 1 < words.size()) tokens.push_back(words[i + 1]);
    if (words[i].starts_with(std::string(flag) + '=')) tokens.push_back(words[i].substr(flag.size() + 1));
  }
  return tokens;
}

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream words(line);
  std::vector<std::string> list;
  for (std::string word; words >> word;) list.push_back(word);
  return list;
}

Request as_sent(const Report::Request& shown) {
  Request request{.method = shown.method, .target = shown.target, .body = shown.body.text};
  for (const auto& header : shown.headers) request.headers.push_back({header.name, header.value});
  return request;
}

// The ids that the user of the report's run knew to be nobody's.
std::vector<std::string> named_ids(const Contract& contract, const Report& report) {
  std::set<std::string> ids;
  for (const auto& exchange : report.exchanges)
    if (exchange.scenario == named_ids_scenario) ids.insert(id_asked_by(contract, as_sent(exchange.request)));
  ids.erase("");
  return {ids.begin(), ids.end()};
}

// Of these ids the ones that the plan asks for.
std::vector<std::string> asked_of(const Contract& contract, const Plan& plan, const std::vector<std::string>& ids) {
  std::set<std::string> asked;
  for (const Round& round : plan.rounds)
    for (const Request& request : round) asked.insert(id_asked_by(contract, request));
  std::vector<std::string> some;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(some), [&](const auto& id) { return asked.contains(id); });
  return some;
}

// The tokens that were rotated, but for those that assay asked for in the place of another of them.
std::vector<std::string> rotated_tokens(const Contract& contract, const Report& report) {
  std::vector<std::string> tokens;
  for (const auto& effect : report.side_effects.resources) {
    const AskedId asked = read_identity(contract.operation(), effect.id);
    if (asked.kind == AskedId::Kind::exact && !is_nobodys(contract.operation(), asked)) tokens.push_back(effect.id);
  }
  for (const std::string& id : named_ids(contract, report)) std::erase(tokens, id);
  std::set<std::string> for_another;
  for (const std::string& token : tokens)
    for (const std::string& id : allowed_with(contract, {.rotatable = {token}}).ids)
      if (id != token) for_another.insert(id);
  std::erase_if(tokens, [&](const std::string& token) { return for_another.contains(token); });
  return tokens;
}

// The tokens that the run of the report was allowed. A run of many targets has the flags of each in the replay line
// alone, and one of a mock needed none.
std::vector<std::string> tokens_of(const Contract& contract, const Report& report, const Report::Finding& finding) {
  std::vector<std::string> tokens = tokens_in(report.run.command_line);
  if (tokens.empty()) tokens = tokens_in(words_of(finding.reproduce.replay));
  return tokens.empty() ? rotated_tokens(contract, report) : tokens;
}

// The flags that allow the plan: one token where one is enough, and none where ids that are nobody's are.
std::string flags_for(const Contract& contract, const Plan& plan, std::vector<std::string> tokens,
                      const std::vector<std::string>& named) {
  std::string flags;
  for (const std::string& id : named) flags += " --unknown-id " + id;
  if (!named.empty() && forbidden_in(contract, plan, {.unknown = named}) == nullptr) return flags.substr(1);
  if (tokens.empty()) return "--rotate and a --id that the report does not name";
  const auto enough = std::find_if(tokens.begin(), tokens.end(), [&](const std::string& token) {
    return forbidden_in(contract, plan, {.rotatable = {token}, .unknown = named}) == nullptr;
  });
  if (enough != tokens.end()) tokens = {std::string(*enough)};
  std::string all = "--rotate";
  for (const std::string& token : tokens) all += " --id " + token;
  return all + flags;
}

}  // namespace

std::string explain_missing_consent(const Contract& contract, const Plan& plan, const Pool& pool, const Report& report,
                                    const Report::Finding& finding) {
  const Request* forbidden = forbidden_in(contract, plan, pool);
  if (forbidden == nullptr) return {};
  const std::vector<std::string> tokens = tokens_of(contract, report, finding);
  const std::string id = id_asked_by(contract, *forbidden);
  const bool is_token = std::find(tokens.begin(), tokens.end(), id) != tokens.end();
  const ResourceKind& kind = contract.policy.resource();
  const std::string careless = "a careless server may rotate " + with_article(kind.noun);
  const std::string what =
      is_token ? "the finding is about " + kind.noun + ' ' + id + ", whose " + kind.secret_noun + " this may replace"
      : id.empty() ? careless + " for a request of the finding"
                   : "the finding asks for " + short_id(id) + ", for which " + careless;
  return what + ": allow it with " +
         flags_for(contract, plan, tokens, asked_of(contract, plan, named_ids(contract, report)));
}

}  // namespace assay

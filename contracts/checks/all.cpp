#include <algorithm>
#include <array>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/checks/families.h"
#include "contracts/documents/document.h"
#include "contracts/documents/nearest.h"
#include "contracts/documents/pointer.h"

namespace assay {
namespace {

bool cites(const Finding& finding, std::size_t exchange) {
  return std::find(finding.exchanges.begin(), finding.exchanges.end(), exchange) != finding.exchanges.end();
}

// Of the law kinds: those that read one answer at a time, or compare secrets, and ask nothing of the policy.
bool is_judged_again(const std::string& kind) {
  constexpr std::array<std::string_view, 16> kinds = {
      "shape/media-type",     "shape/json",         "shape/no-duplicate-keys",
      "shape/date-time",      "shape/reading",      "secret/present",
      "secret/fresh",         "secret/unique",      "secret/hidden-in",
      "state/echo",           "invalid-id/refused", "invalid-id/status",
      "errors/shape",         "errors/where",       "server/no-5xx",
      "server/always-answers"};
  return kind.starts_with("shape/schema-") || kind == "server/body-ignored" ||
         std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// Its sentence says the word of its level.
void set_level(Check& check, Level level) {
  if (check.level == level) return;
  const std::string before(to_text(check.level)), after(to_text(level));
  for (std::size_t at = 0; (at = check.requirement.find(before + ' ', at)) != std::string::npos; at += after.size())
    check.requirement.replace(at, before.size(), after);
  check.level = level;
}

// Where the policy's file names the law; else where its laws stand.
Place place_of_law(const Policy& policy, const std::string& kind) {
  const nlohmann::json* laws = policy.written ? find_pointer(policy.written->value, "/laws") : nullptr;
  for (std::size_t k = 0; laws != nullptr && laws->is_array() && k < laws->size(); ++k) {
    const nlohmann::json& law = (*laws)[k];
    if (law == kind || (law.is_object() && law.contains(kind))) return policy.place("/laws/" + std::to_string(k));
  }
  return policy.place("/laws");
}

// Gives a clause the name and the source that the policy has for it.
void say(const Contract& contract, const LawWords& words, std::vector<Check>& all) {
  const auto check = std::find_if(all.begin(), all.end(), [&](const Check& each) { return each.kind == words.kind; });
  if (check == all.end() && words.from == LawWords::From::built_in) return;
  if (check == all.end()) {
    std::vector<std::string> known;
    for (const Check& each : all) known.push_back(each.kind);
    const std::string near = nearest_of(words.kind, known);
    throw BadDocument(place_of_law(contract.policy, words.kind),
                      "there is no law '" + words.kind + "' for this operation" +
                          (near.empty() ? "; see assay list checks" : "; did you mean '" + near + "'?"));
  }
  if (!words.id.empty()) check->id = words.id;
  if (words.level != LawWords::Level::unsaid)
    set_level(*check, words.level == LawWords::Level::must ? Level::must : Level::should);
  const bool is_own = contract.policy.api == Policy::Api::another && contract.document;
  if (is_own && !words.at.empty() && !find_pointer(contract.document->value, words.at))
    throw BadDocument(place_of_law(contract.policy, words.kind),
                      "the law '" + words.kind + "' quotes " + words.at + ", where nothing stands in " + contract.file);
  if (!words.quote.empty()) check->source = {'B', words.quote, words.at};
}

void refuse_one_name_for_two(const Contract& contract, const std::vector<Check>& all) {
  std::set<std::string> ids;
  for (const Check& check : all)
    if (!ids.insert(check.id).second)
      throw BadDocument(place_of_law(contract.policy, check.kind),
                        "two clauses would be called '" + check.id + "'; give one of them another id");
}

}  // namespace

Catalogue catalogue_of(const Contract& contract) {
  const auto terms = std::make_shared<const Terms>(contract);
  std::vector<Check> all;
  for (auto family : {shape_checks, secret_checks, secret_origin_checks, secret_quality_checks, race_checks,
                      state_checks, state_token_checks, state_hint_checks, state_course_checks, window_checks,
                      invalid_id_checks, id_checks, server_checks, method_checks, secrecy_cache_checks, secrecy_checks,
                      access_checks, webhook_checks, webhook_order_checks}) {
    auto members = family(terms);
    std::move(members.begin(), members.end(), std::back_inserter(all));
  }
  for (Check& check : all) {
    check.id = check.kind;
    if (is_judged_again(check.kind)) check.judged_again = Check::JudgedAgain::yes;
  }
  for (const LawWords& words : contract.policy.laws) say(contract, words, all);
  refuse_one_name_for_two(contract, all);
  Catalogue catalogue;
  for (Check& check : all) catalogue.push_back(std::make_shared<const Check>(std::move(check)));
  return catalogue;
}

std::string_view family_of(const Check& check) { return std::string_view(check.id).substr(0, check.id.find('/')); }

std::string_view to_text(Level level) {
  switch (level) {
    case Level::must: return "MUST";
    case Level::should: return "SHOULD";
    case Level::info: return "INFO";
  }
  return "";
}

std::string_view to_text(Culprit culprit) {
  switch (culprit) {
    case Culprit::vendor: return "vendor";
    case Culprit::document: return "document";
    case Culprit::harness: return "harness";
    case Culprit::environment: return "environment";
  }
  return "";
}

void observe(Evidence& evidence, std::size_t exchange) {
  ++evidence.observations;
  if (evidence.samples.empty())
    evidence.samples.push_back(exchange);
  else if (!evidence.findings.empty() && cites(evidence.findings.back(), evidence.samples.back()))
    evidence.samples.back() = exchange;
}

std::string joined(const Headers& headers, std::string_view name) {
  std::string all;
  for (const auto& header : headers)
    if (equal_ignoring_case(header.name, name)) all += (all.empty() ? "" : ", ") + to_lower(header.value);
  return all;
}

bool answered_before_validation(int status) {
  static const std::set<int> early = {401, 403, 407, 408, 413, 414, 421, 429, 431, 503};
  return early.contains(status);
}

std::string describe_id(const Terms& terms, const Reading& reading) {
  const std::string& id = reading.asked.decoded;
  return terms.noun + " id \"" + (id.size() <= 60 ? id : id.substr(0, 60) + "...") + "\"";
}

}  // namespace assay

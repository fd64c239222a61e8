#include "contracts/scenarios/all.h"

#include <algorithm>

#include "contracts/identity_parts.h"
#include "contracts/judge/asked_id.h"
#include "contracts/judge/check.h"
#include "contracts/plan/other_operation.h"

namespace assay {
namespace {

// Drops the rounds from the first one on that would rotate more than allowed.
void keep_within(const Contract& contract, std::size_t rotations, Plan& plan) {
  std::size_t planned = 0;
  for (std::size_t k = 0; k < plan.rounds.size(); ++k) {
    planned += count_rotations(contract, {.scenario = plan.scenario, .rounds = {plan.rounds[k]}});
    if (planned > rotations) return plan.rounds.resize(k);
  }
}

Request rotation_with(const Contract& contract, const std::string& body, std::string_view identity,
                      const Headers& headers) {
  const Operation& operation = contract.operation();
  Request request{.method = operation.method, .target = operation.path + operation.query, .headers = headers};
  if (!body.empty()) {
    request.headers.push_back({"Content-Type", "application/json"});
    request.body = body;
  }
  put_parts(operation.identity, identity, request);
  return request;
}

}  // namespace

const std::vector<Scenario>& scenarios() {
  // Refusals stand on both sides of rotations: what one of them changes, or shows of a secret, is seen by what comes
  // after.
  static const std::vector<Scenario> all = {invalid_ids(), named_ids(),   rotate_sequence(),    wrong_methods(),
                                            odd_ids(),     rotate_race(), rotate_race_across(), numeric_edges(),
                                            unknown_ids(), path_tricks(), odd_requests(),       no_credentials(),
                                            deliveries()};
  return all;
}

Request rotation(const Contract& contract, std::string_view identity, const Headers& headers) {
  return rotation_with(contract, contract.policy.rotation().body, identity, headers);
}

Request rotation_in_window(const Contract& contract, std::string_view identity, const Headers& headers) {
  return rotation_with(contract, contract.policy.body_in_window(), identity, headers);
}

Headers without_authorization(Headers headers) {
  std::erase_if(headers, [](const Header& header) { return equal_ignoring_case(header.name, "Authorization"); });
  return headers;
}

void add_query(Request& request, std::string_view query) {
  const bool has_one = request.target.find('?') != std::string::npos;
  if (!query.empty()) request.target += (has_one ? '&' : '?') + std::string(query);
}

Request reading(const Contract& contract, std::string_view identity, const Headers& headers) {
  const Operation& operation = *contract.reading();
  Request request{
      .method = operation.method, .target = operation.path + contract.operation().reading_query, .headers = headers};
  put_parts(contract.operation().reading_identity, identity, request);
  return request;
}

Request listing(const Contract& contract, std::string_view identity, const Headers& headers) {
  const Operation& operation = *contract.listing();
  Request request{
      .method = operation.method, .target = operation.path + contract.operation().listing_query, .headers = headers};
  const std::vector<IdentityPart>& whole = contract.operation().identity;
  const std::vector<IdentityPart> in_path(
      whole.begin(), whole.begin() + std::count(operation.path.begin(), operation.path.end(), '{'));
  std::string parts;
  const std::vector<std::string> all = split_identity(identity, whole.size());
  for (std::size_t k = 0; k < in_path.size(); ++k) parts += (k > 0 ? "," : "") + all.at(k);
  if (!in_path.empty()) put_parts(in_path, parts, request);
  return request;
}

std::size_t count_rotations(const Contract& contract, const Plan& plan) {
  std::size_t count = 0;
  for (const auto& round : plan.rounds)
    for (const auto& request : round) count += could_rotate(contract.operation(), request) ? 1 : 0;
  return count;
}

std::size_t count_rotations(const Contract& contract, const History& history, std::size_t first) {
  const auto begin = history.exchanges.begin() + static_cast<std::ptrdiff_t>(first);
  return static_cast<std::size_t>(std::count_if(begin, history.exchanges.end(), [&](const Exchange& exchange) {
    return could_rotate(contract.operation(), exchange.request);
  }));
}

bool may_spend(const Pool& pool, const Budget& budget, std::size_t count) {
  constexpr std::size_t share = 4;
  return !pool.rotatable.empty() && count * share <= budget.rotations;
}

bool serves(const Scenario& scenario, const ClauseSelection& selection, const Catalogue& catalogue) {
  const auto is_served = [&](const std::shared_ptr<const Check>& check) {
    return selects(selection, check->id) &&
           std::any_of(scenario.serves.begin(), scenario.serves.end(),
                       [&](const std::string& name) { return names(name, check->kind); });
  };
  return std::any_of(catalogue.begin(), catalogue.end(), is_served);
}

std::vector<Plan> plan_scenarios(const Contract& contract, const Pool& pool, Budget budget,
                                 const ClauseSelection& selection) {
  const Catalogue catalogue = catalogue_of(contract);
  std::vector<Plan> plans;
  for (const auto& scenario : scenarios()) {
    if (!serves(scenario, selection, catalogue)) continue;
    if (scenario.rotates == Scenario::Rotates::yes && pool.rotatable.empty()) continue;
    Plan plan = scenario.plan(contract, pool, budget);
    if (scenario.asks == Scenario::Asks::the_operations) plan = without_other_operations(contract, std::move(plan));
    keep_within(contract, budget.rotations, plan);
    budget.rotations -= count_rotations(contract, plan);
    plans.push_back(std::move(plan));
  }
  return plans;
}

}  // namespace assay

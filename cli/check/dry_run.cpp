#include "cli/check/dry_run.h"

#include <algorithm>
#include <iomanip>

#include "contracts/identity_parts.h"
#include "contracts/judge/asked_id.h"
#include "contracts/words.h"

namespace assay {
namespace {

constexpr std::size_t shown_target = 100;  // characters of a target; some are 400 digits long

// What the target does not show: " (X-App: app_1, /key/id: 17)".
std::string id_elsewhere(const Operation& operation, const Request& request) {
  std::string text;
  for (const auto& [part, raw] : parts_beside_target(operation.identity, request))
    text += (text.empty() ? " (" : ", ") + part->name + ": " + raw.substr(0, shown_target);
  return text.empty() ? text : text + ')';
}

std::string describe(const Contract& contract, const Request& request, const Pool& pool) {
  std::string text = request.method + ' ' + request.target.substr(0, shown_target);
  if (request.target.size() > shown_target) text += "... (" + std::to_string(request.target.size()) + " characters)";
  for (const auto& header : request.headers)
    if (std::find(pool.headers.begin(), pool.headers.end(), header) == pool.headers.end())
      text += equal_ignoring_case(header.name, "authorization") ? " (wrong credentials)" : " + " + header.name;
  if (request.headers.size() < pool.headers.size()) text += " (no credentials)";
  if (!request.body.empty()) text += " + " + std::to_string(request.body.size()) + " bytes";
  return text + id_elsewhere(contract.operation(), request);
}

// "POST /a, POST /b x 3", in the order of the lanes.
std::string describe(const Contract& contract, const Round& round, const Pool& pool) {
  std::vector<std::pair<std::string, std::size_t>> groups;
  for (const auto& request : round) {
    const std::string text = describe(contract, request, pool);
    const auto known = std::find_if(groups.begin(), groups.end(), [&](const auto& each) { return each.first == text; });
    if (known == groups.end())
      groups.emplace_back(text, 1);
    else
      ++known->second;
  }
  std::string all = round.size() > 1 ? std::to_string(round.size()) + " at once: " : "";
  for (const auto& [text, count] : groups)
    all += (&text == &groups.front().first ? "" : ", ") + text + (count > 1 ? " x " + std::to_string(count) : "");
  return all;
}

std::size_t rotations_of(const std::string& id, const Contract& contract, const std::vector<Plan>& plans) {
  std::size_t count = 0;
  for (const auto& plan : plans)
    for (const auto& round : plan.rounds)
      for (const auto& request : round) {
        const auto asked = asked_id(contract.operation(), request);
        count += asked && asked->value == id ? 1 : 0;
      }
  return count;
}

void print_sum(const Contract& contract, const std::vector<Plan>& plans, const Pool& pool, const Limits& limits,
               std::ostream& out) {
  const ResourceKind& kind = contract.policy.resource();
  std::size_t requests = 0;
  std::size_t rotations = 0;
  for (const auto& plan : plans) {
    requests += count_requests(plan);
    rotations += count_rotations(contract, plan);
  }
  out << requests << " requests, before them one for an id that is none; up to " << rotations
      << " of them could rotate " << with_article(kind.noun);
  for (const auto& id : pool.rotatable)
    out << (&id == &pool.rotatable.front() ? ": " : ", ") << kind.noun << ' ' << id << ' '
        << rotations_of(id, contract, plans) << " times";
  out << (pool.rotatable.empty() ? "" : ", the rest by mistake of the server") << '\n';
  for (const auto& id : pool.unknown)
    out << "Of these, " << rotations_of(read_identity(contract.operation(), id).value, contract, plans) << " ask for "
        << id << ", which is nobody's by --unknown-id.\n";
  const std::size_t all = requests + limits.sent_before;
  if (all > limits.max_requests)
    out << "The budget ends the run after " << limits.max_requests << " requests (--max-requests).\n";
  if (limits.rate > 0) {
    const double seconds = static_cast<double>(all) / limits.rate;
    const double most = std::chrono::duration<double>(limits.max_time).count();
    out << "At " << limits.rate << " requests a second that takes about " << static_cast<std::size_t>(seconds) + 1
        << " s.\n";
    if (seconds > most) out << "The budget ends the run after " << most << " s (--max-time).\n";
  }
  if (!pool.rotatable.empty())
    out << "Each rotation breaks "
        << (contract.policy.api == Policy::Api::slate
                ? "the token's webhook until its receiver knows the new secret"
                : "what uses the " + kind.noun + "'s " + kind.secret_noun + " until it knows the new one")
        << ": see --save-last-secret.\n";
  out << "Nothing was sent.\n";
}

}  // namespace

void print_plan(const Contract& contract, const std::vector<Plan>& plans, const Pool& pool, const Limits& limits,
                std::ostream& out) {
  std::size_t number = 0;
  for (const auto& plan : plans)
    for (const auto& round : plan.rounds)
      out << std::right << std::setw(5) << ++number << "  " << std::left << std::setw(20) << plan.scenario
          << describe(contract, round, pool) << '\n';
  print_sum(contract, plans, pool, limits, out);
}

}  // namespace assay

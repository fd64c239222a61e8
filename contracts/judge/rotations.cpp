#include "contracts/judge/rotations.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "contracts/documents/json_body.h"
#include "contracts/documents/pointer.h"
#include "contracts/judge/asked_id.h"
#include "contracts/judge/decimal.h"
#include "contracts/secrets/secret_members.h"

namespace assay {
namespace {

bool names_secret(const Policy& policy, const std::string& body) {
  const std::vector<std::string> names = secret_names(policy.secrets());
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return body.find(name) != std::string::npos; });
}

// A success of another method, at another path than the document's or for an id that is no integer may be any page:
// only one that names a secret counts.
bool has_rotated(const Contract& contract, const Exchange& exchange, const std::optional<AskedId>& asked) {
  const Response* response = response_of(exchange);
  if (!response || response->status < 200 || response->status >= 300) return false;
  const std::string& path = contract.operation().path;
  const bool plain = asked && !asked->value.empty() && match(path, path_of(exchange.request.target));
  return plain || names_secret(contract.policy, response->body);
}

bool may_have_rotated(const Outcome& outcome) {
  if (const auto* response = std::get_if<Response>(&outcome)) return response->status >= 500;
  const NoResponse::Why why = std::get<NoResponse>(outcome).why;
  using enum NoResponse::Why;
  return why == timed_out || why == cut_off || why == let_go || why == unreadable;
}

bool has_arrived(const Outcome& outcome) {
  return std::holds_alternative<Response>(outcome) || may_have_rotated(outcome);
}

// What stands at a pointer into the record that the answer holds.
nlohmann::json member_of(const Contract& contract, const Exchange& exchange, const std::string& pointer) {
  const Response* response = response_of(exchange);
  if (!response || pointer.empty()) return {};
  const auto body = read_json(response->body).value;
  const nlohmann::json* found = find_pointer(body, contract.policy.rotation().record + pointer);
  return found ? *found : nlohmann::json();
}

// As text; empty where it is none. Where the path takes integers, only one counts.
std::string id_in(const Contract& contract, const Exchange& exchange) {
  const auto id = member_of(contract, exchange, contract.policy.resource().identity);
  if (id.is_string() && !is_integer_identity(contract.operation())) return id.get<std::string>();
  return id.is_number_integer() ? id.dump() : "";
}

std::optional<std::string> secret_in(const Contract& contract, const Exchange& exchange) {
  const auto secret = member_of(contract, exchange, contract.policy.rotation().rotates.front());
  return secret.is_string() ? std::optional(secret.get<std::string>()) : std::nullopt;
}

std::string token_of(const Contract& contract, const std::optional<AskedId>& asked, const Exchange& exchange) {
  const Operation& operation = contract.operation();
  if (!asked || asked->value.empty() || is_nobodys(operation, *asked)) return id_in(contract, exchange);
  if (!is_integer_identity(operation) || !at_least_decimal(asked->value, two_62)) return asked->value;
  const std::string answered = id_in(contract, exchange);
  return answered.empty() ? asked->value : answered;
}

std::optional<SeenRotation> rotation_by(const Contract& contract, const Exchange& exchange) {
  using Is = SeenRotation::Is;
  if (only_reads(contract.operation(), exchange.request)) return std::nullopt;
  const std::optional<AskedId> asked = asked_id(contract.operation(), exchange.request);
  if (has_rotated(contract, exchange, asked))
    return SeenRotation{.is = Is::surely, .token = token_of(contract, asked, exchange)};
  if (!could_rotate(contract.operation(), exchange.request) || !has_arrived(exchange.outcome)) return std::nullopt;
  if (!may_have_rotated(exchange.outcome)) return SeenRotation{.is = Is::if_careless};
  return SeenRotation{.is = Is::perhaps, .token = token_of(contract, asked, exchange)};
}

// Those of one token.
using OfOne = std::vector<const SeenRotation*>;

// Whether none of the others was under way once this one was sent.
bool stands_alone(const SeenRotation& last, const OfOne& rotations, const History& history) {
  const RunTime sent = history.exchanges[last.exchange].sent;
  return std::none_of(rotations.begin(), rotations.end(), [&](const SeenRotation* each) {
    const Exchange& other = history.exchanges[each->exchange];
    const bool lost_later = response_of(other) == nullptr && other.sent > sent;
    return each->exchange != last.exchange && (lost_later || other.done > sent);
  });
}

// Nothing where none is sure.
std::optional<LastRotation> last_of(const Contract& contract, OfOne rotations, const History& history) {
  const auto done = [&](const SeenRotation* each) { return history.exchanges[each->exchange].done; };
  std::stable_sort(rotations.begin(), rotations.end(), [&](const auto* a, const auto* b) { return done(a) < done(b); });
  std::optional<LastRotation> last;
  for (auto next = rotations.rbegin(); next != rotations.rend() && !(last && last->secret); ++next) {
    if ((*next)->is != SeenRotation::Is::surely) continue;
    const auto secret = secret_in(contract, history.exchanges[(*next)->exchange]);
    if (!last || secret)
      last = {.exchange = (*next)->exchange, .secret = secret, .is_certain = stands_alone(**next, rotations, history)};
  }
  return last;
}

}  // namespace

std::vector<SeenRotation> rotations_in(const Contract& contract, const History& history, std::size_t from) {
  std::vector<SeenRotation> rotations;
  for (std::size_t k = from; k < history.exchanges.size(); ++k) {
    std::optional<SeenRotation> rotation = rotation_by(contract, history.exchanges[k]);
    if (!rotation) continue;
    rotation->exchange = k;
    rotations.push_back(std::move(*rotation));
  }
  return rotations;
}

std::map<std::string, LastRotation> last_of_each_token(const Contract& contract,
                                                       const std::vector<SeenRotation>& rotations,
                                                       const History& history) {
  std::map<std::string, OfOne> rotations_of;
  for (const SeenRotation& rotation : rotations)
    if (!rotation.token.empty()) rotations_of[rotation.token].push_back(&rotation);
  std::map<std::string, LastRotation> last;
  for (const auto& [token, all] : rotations_of)
    if (std::optional<LastRotation> found = last_of(contract, all, history)) last.emplace(token, std::move(*found));
  return last;
}

}  // namespace assay

#include "contracts/judge/rotations.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/documents/json_body.h"
#include "contracts/judge/asked_id.h"
#include "contracts/judge/decimal.h"

namespace assay {
namespace {

bool names_secret(const Policy& policy, const std::string& body) {
  return std::any_of(policy.secrets.begin(), policy.secrets.end(), [&](const std::string& pointer) {
    return body.find(pointer.substr(pointer.rfind('/') + 1)) != std::string::npos;
  });
}

// A success of another method, at another path than the document's or for an id that is no integer may be any page:
// only one that names a secret counts.
bool has_rotated(const Contract& contract, const Exchange& exchange) {
  const Response* response = response_of(exchange);
  if (!response || response->status < 200 || response->status >= 300) return false;
  const Operation& operation = contract.operation();
  const auto asked = asked_id(operation, exchange.request);
  const bool plain = asked && !asked->value.empty() && match(operation.path, path_of(exchange.request.target));
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

nlohmann::json member_of(const Exchange& exchange, const char* name) {
  const Response* response = response_of(exchange);
  const auto body = response ? read_json(response->body).value : nlohmann::json();
  return body.is_object() && body.contains(name) ? body.at(name) : nlohmann::json();
}

std::string id_in(const Exchange& exchange) {
  const auto id = member_of(exchange, "id");
  return id.is_number_integer() ? id.dump() : "";
}

std::optional<std::string> secret_in(const Exchange& exchange) {
  const auto secret = member_of(exchange, "webhook_secret");
  return secret.is_string() ? std::optional(secret.get<std::string>()) : std::nullopt;
}

std::string token_of(const Operation& operation, const Exchange& exchange) {
  const auto asked = asked_id(operation, exchange.request);
  if (!asked || asked->value.empty() || never_issued(*asked)) return id_in(exchange);
  if (!at_least_decimal(asked->value, two_62)) return asked->value;
  const std::string answered = id_in(exchange);
  return answered.empty() ? asked->value : answered;
}

std::optional<SeenRotation::Is> rotation_by(const Contract& contract, const Exchange& exchange) {
  if (has_rotated(contract, exchange)) return SeenRotation::Is::surely;
  if (!could_rotate(contract.operation(), exchange.request) || !has_arrived(exchange.outcome)) return std::nullopt;
  return may_have_rotated(exchange.outcome) ? SeenRotation::Is::perhaps : SeenRotation::Is::if_careless;
}

// Of one token. Whether none of the others was under way once this one was sent.
bool stands_alone(const SeenRotation& last, const std::vector<const SeenRotation*>& rotations) {
  return std::none_of(rotations.begin(), rotations.end(), [&](const SeenRotation* other) {
    if (other->exchange == last.exchange) return false;
    return (other->is_lost && other->sent > last.sent) || other->done > last.sent;
  });
}

LastRotation last_of(std::vector<const SeenRotation*> rotations, const History& history) {
  std::stable_sort(rotations.begin(), rotations.end(), [](const auto* a, const auto* b) { return a->done < b->done; });
  std::optional<LastRotation> last;
  for (auto next = rotations.rbegin(); next != rotations.rend() && !(last && last->secret); ++next) {
    if ((*next)->is != SeenRotation::Is::surely) continue;
    const auto secret = secret_in(history.exchanges[(*next)->exchange]);
    if (!last || secret) last = {.rotation = **next, .secret = secret, .is_certain = stands_alone(**next, rotations)};
  }
  return last.value();
}

}  // namespace

std::vector<SeenRotation> rotations_in(const Contract& contract, const History& history, std::size_t from) {
  std::vector<SeenRotation> rotations;
  for (std::size_t k = from; k < history.exchanges.size(); ++k) {
    const Exchange& exchange = history.exchanges[k];
    const auto is = rotation_by(contract, exchange);
    if (!is) continue;
    rotations.push_back({.is = *is,
                         .token = *is == SeenRotation::Is::if_careless ? "" : token_of(contract.operation(), exchange),
                         .exchange = k,
                         .sent = exchange.sent,
                         .done = exchange.done,
                         .is_lost = response_of(exchange) == nullptr});
  }
  return rotations;
}

std::map<std::string, LastRotation> last_of_each_token(const std::vector<SeenRotation>& rotations,
                                                       const History& history) {
  std::map<std::string, std::vector<const SeenRotation*>> rotations_of;
  std::set<std::string> rotated;
  for (const SeenRotation& rotation : rotations) {
    if (rotation.token.empty()) continue;
    rotations_of[rotation.token].push_back(&rotation);
    if (rotation.is == SeenRotation::Is::surely) rotated.insert(rotation.token);
  }
  std::map<std::string, LastRotation> last;
  for (const std::string& token : rotated) last.emplace(token, last_of(rotations_of.at(token), history));
  return last;
}

}  // namespace assay

#include "contracts/reading.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "contracts/json_body.h"
#include "contracts/rfc3339.h"

namespace assay {
namespace {

using nlohmann::json;

// Canonical records seen so far, so that a history of one token keeps one copy.
using Shared = std::unordered_map<std::string, std::shared_ptr<const std::map<std::string, std::string>>>;

std::string integer_text(const json& number) {
  if (number.is_number_integer()) return number.dump();
  const double value = number.is_number_float() ? number.get<double>() : 0.5;
  const bool exact = std::floor(value) == value && std::abs(value) < 9007199254740992.0;  // 2^53
  return exact ? std::to_string(static_cast<std::int64_t>(value)) : "";
}

std::string dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

std::string canonical(const std::string& name, const json& value) {
  if (value.is_string() && name.ends_with("_at")) {
    if (const auto instant = parse_rfc3339(value.get_ref<const std::string&>()))
      return "instant " + std::to_string(instant->seconds) + "." + instant->fraction;
  }
  if (value.is_number_float()) {
    const auto text = integer_text(value);
    return text.empty() ? dump(value) : text;
  }
  if (!value.is_array()) return dump(value);
  std::vector<std::string> items;
  for (const auto& item : value) items.push_back(canonical("", item));
  std::sort(items.begin(), items.end());
  std::string text = "[";
  for (const auto& item : items) text += item + ",";
  return text + "]";
}

Member member(const json& body, const char* name) {
  const auto at = body.find(name);
  if (at == body.end()) return {};
  if (at->is_null()) return {.state = Member::State::null};
  if (!at->is_string()) return {.state = Member::State::wrong_type};
  return {.state = Member::State::text, .text = at->get<std::string>()};
}

TokenRecord record_of(const JsonBody& body, const Policy& policy, Shared& shared) {
  const json& value = body.value;
  TokenRecord record{.webhook_secret = member(value, "webhook_secret"),
                     .token = member(value, "token"),
                     .token_prefix = member(value, "token_prefix"),
                     .token_last4 = member(value, "token_last4"),
                     .last_used_at = member(value, "last_used_at")};
  if (const auto id = value.find("id"); id != value.end()) {
    const auto big = body.big_integers.find("/id");
    record.id = big != body.big_integers.end() ? big->second : integer_text(*id);
  }
  std::map<std::string, std::string> stable;
  std::string key;
  for (const auto& name : policy.unchanged) {
    const auto at = value.find(name);
    if (at == value.end()) continue;
    key += name + "=" + (stable[name] = canonical(name, *at)) + "\n";
  }
  auto& kept = shared[key];
  if (!kept) kept = std::make_shared<const std::map<std::string, std::string>>(std::move(stable));
  record.stable = kept;
  return record;
}

std::string text_of(const json& object, const char* name) {
  const auto at = object.find(name);
  return at != object.end() && at->is_string() ? at->get<std::string>() : "";
}

std::optional<std::vector<ErrorItem>> detail_of(const json& body) {
  const auto detail = body.is_object() ? body.find("detail") : body.end();
  if (detail == body.end() || !detail->is_array()) return std::nullopt;
  std::vector<ErrorItem> items;
  for (const auto& error : *detail) {
    if (!error.is_object()) return std::nullopt;
    ErrorItem item{.msg = text_of(error, "msg"), .type = text_of(error, "type")};
    if (const auto loc = error.find("loc"); loc != error.end() && loc->is_array())
      for (const auto& part : *loc) item.loc.push_back(part.is_string() ? part.get<std::string>() : dump(part));
    items.push_back(std::move(item));
  }
  return items;
}

std::string media_type_of(const Response& response) {
  std::string name(find_header(response.headers, "content-type").value_or(""));
  name.erase(std::min(name.find(';'), name.size()));
  while (!name.empty() && name.back() == ' ') name.pop_back();
  return to_lower(name);
}

void read_body(const Contract& contract, const Exchange& exchange, Reading& reading, Shared& shared) {
  const Response& response = *reading.response;
  const std::string media_type = media_type_of(response);
  if (reading.spec)
    for (const auto& media : reading.spec->content)
      if (media.name == media_type) reading.media = &media;
  reading.is_json = media_type == "application/json" || media_type.ends_with("+json");
  if (!reading.is_json || exchange.request.method == "HEAD" || (response.body.empty() && !reading.media)) return;
  JsonBody body = read_json(response.body);
  reading.duplicates = std::move(body.duplicates);
  reading.json_faults = std::move(body.faults);
  if (!reading.json_faults.empty()) return;
  if (reading.media && reading.media->schema)
    for (auto& violation : reading.media->schema->validate(body.value))
      (violation.keyword == "format" ? reading.formats : reading.schema).push_back(std::move(violation));
  if (response.status == 422) reading.detail = detail_of(body.value);
  if (response.status == 200 && body.value.is_object()) reading.record = record_of(body, contract.policy, shared);
}

Reading read_exchange(const Contract& contract, const Exchange& exchange, Shared& shared) {
  const Operation& operation = contract.operation();
  Reading reading{.response = response_of(exchange)};
  if (const auto segments = match(operation.path, path_of(exchange.request.target))) {
    reading.on_path = true;
    reading.asks_rotation = exchange.request.method == operation.method;
    reading.asked = read_token_id(segments->empty() ? "" : segments->front());
  }
  if (!reading.response) return reading;
  if (reading.asks_rotation) reading.spec = operation.response(reading.response->status);
  read_body(contract, exchange, reading, shared);
  return reading;
}

}  // namespace

std::vector<Reading> read_history(const Contract& contract, const History& history) {
  Shared shared;
  std::vector<Reading> readings;
  readings.reserve(history.exchanges.size());
  for (const auto& exchange : history.exchanges) readings.push_back(read_exchange(contract, exchange, shared));
  return readings;
}

}  // namespace assay

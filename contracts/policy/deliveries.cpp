#include "contracts/policy/deliveries.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "contracts/documents/duration.h"
#include "contracts/policy/parts.h"
#include "contracts/policy/written.h"

namespace assay {
namespace {

using nlohmann::json;
using std::chrono::microseconds;
using Second = DeliveryRules::Second;

const Names<Second> second_rotations = {{"keep", Second::keep}, {"drop", Second::drop}, {"refuse", Second::refuse}};
constexpr std::size_t most_retries = 16;
constexpr std::size_t longest_trigger = 2000;

microseconds duration_of(const json& value) {
  if (!value.is_string()) throw Unfit{"is no length of time; write 200ms, 1.5s, 90m, 2h or 30d"};
  try {
    return parse_duration(value.get_ref<const std::string&>());
  } catch (const std::invalid_argument& error) {
    throw Unfit{std::string("holds what is none: ") + error.what()};
  }
}

void set_timeout(microseconds& timeout, const json& value) {
  const microseconds read = duration_of(value);
  if (read < std::chrono::milliseconds(1) || read > std::chrono::minutes(10))
    throw Unfit{"is " + to_text(read) + "; a receiver may take 1ms to 10m"};
  timeout = read;
}

void set_retries(std::vector<microseconds>& retries, const json& value) {
  std::vector<microseconds> read;
  for (const json& each : list_of(value)) read.push_back(duration_of(each));
  if (read.size() > most_retries) throw Unfit{"holds " + std::to_string(read.size()) + " waits; 16 at most"};
  retries = std::move(read);
}

void set_scheme(std::string& scheme, const json& value) {
  Names<std::string> names;
  for (const std::string& name : scheme_names()) names.emplace_back(name, name);
  set_choice(scheme, value, names);
}

bool is_method(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// What stands between braces names a parameter of the rotation, by which the request is about the same resource.
void set_trigger(std::string& trigger, const json& value) {
  std::string read;
  set_text(read, value);
  const std::size_t blank = read.find(' ');
  const bool is_request = blank != std::string::npos && is_method(read.substr(0, blank)) && read[blank + 1] == '/';
  const bool is_plain = std::all_of(read.begin() + static_cast<std::ptrdiff_t>(std::min(blank, read.size() - 1) + 1),
                                    read.end(), [](char c) { return c > ' ' && c < 0x7f && c != '#'; });
  if (!read.empty() && (!is_request || !is_plain || read.size() > longest_trigger))
    throw Unfit{"is no request; write 'POST /endpoints/{endpoint_id}/test', or '' where there is none"};
  trigger = std::move(read);
}

}  // namespace

const std::vector<std::string>& scheme_names() {
  static const std::vector<std::string> names = {"standard-webhooks", "svix", "stripe", "github", "slack", "shopify"};
  return names;
}

std::vector<Setting> settings_of_deliveries(DeliveryRules& rules) {
  return {
      {"webhook_scheme",
       [&](const json& v) {
         set_scheme(rules.scheme, v);
         rules.scheme_is = DeliveryRules::Scheme::said;
       }},
      {"webhook_grace",
       [&](const json& v) {
         rules.grace = duration_of(v);
         rules.grace_is = DeliveryRules::Grace::said;
       }},
      {"webhook_second_rotation", [&](const json& v) { set_choice(rules.second_rotation, v, second_rotations); }},
      {"webhook_lag", [&](const json& v) { rules.lag = duration_of(v); }},
      {"webhook_tolerance", [&](const json& v) { rules.tolerance = duration_of(v); }},
      {"webhook_retries", [&](const json& v) { set_retries(rules.retries, v); }},
      {"webhook_timeout", [&](const json& v) { set_timeout(rules.timeout, v); }},
      {"webhook_trigger", [&](const json& v) { set_trigger(rules.trigger, v); }},
  };
}

std::vector<std::pair<std::string, std::string>> written_deliveries(const DeliveryRules& rules) {
  std::vector<std::string> retries;
  for (const microseconds wait : rules.retries) retries.push_back(to_text(wait));
  return {
      {"webhook_scheme", yaml_text(rules.scheme)},
      {"webhook_grace", to_text(rules.grace)},
      {"webhook_second_rotation", name_of(rules.second_rotation, second_rotations)},
      {"webhook_lag", to_text(rules.lag)},
      {"webhook_tolerance", to_text(rules.tolerance)},
      {"webhook_retries", written(retries)},
      {"webhook_timeout", to_text(rules.timeout)},
      {"webhook_trigger", yaml_text(rules.trigger)},
  };
}

}  // namespace assay

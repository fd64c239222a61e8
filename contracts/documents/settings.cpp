#include "contracts/documents/settings.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "contracts/documents/nearest.h"
#include "contracts/documents/pointer.h"
#include "contracts/documents/yaml_scalar.h"
#include "contracts/http/http.h"

namespace assay {
namespace {

using nlohmann::json;

[[noreturn]] void refuse_key(const std::string& name, const std::vector<Setting>& settings, const SettingsOf& of,
                             const Place& place) {
  std::vector<std::string> known;
  for (const Setting& setting : settings) known.push_back(setting.name);
  const std::string near = nearest_of(name, known);
  throw BadDocument(
      place, of.what + " has no key '" + name + "'; " + (near.empty() ? of.catalog : "did you mean '" + near + "'?"));
}

}  // namespace

void read_setting(const std::string& name, const json& value, const std::vector<Setting>& settings,
                  const SettingsOf& of, const Place& place) {
  for (const Setting& setting : settings) {
    if (setting.name != name) continue;
    try {
      return setting.set(value);
    } catch (const Unfit& unfit) {
      throw BadDocument(place, "'" + name + "' " + unfit.why);
    }
  }
  refuse_key(name, settings, of, place);
}

void read_settings(const Document& document, const std::string& pointer, const std::vector<Setting>& settings,
                   const SettingsOf& of) {
  const json& mapping = document.value.at(json::json_pointer(pointer));
  if (!mapping.is_object())
    throw BadDocument(document.place(pointer), "is no mapping of " + of.what + "'s keys to values; " + of.catalog);
  for (const auto& [name, value] : mapping.items()) {
    const std::string at = below(pointer, name);
    read_setting(name, value, settings, of, document.place(at));
  }
}

std::string yaml_text(const std::string& text) {
  const auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("_/-.~ ").find(c) != std::string_view::npos;
  };
  const bool starts_plain = !text.empty() && (std::isalpha(static_cast<unsigned char>(text[0])) != 0 || text[0] == '/');
  const bool is_word = starts_plain && text.back() != ' ' && std::all_of(text.begin(), text.end(), is_plain) &&
                       core_schema_value(text).is_string();
  // Other readers take these for booleans (YAML 1.1).
  static const std::set<std::string> old_booleans = {"y", "n", "yes", "no", "on", "off"};
  const bool is_plain_word = is_word && !old_booleans.contains(to_lower(text));
  return is_plain_word ? text : json(text).dump(-1, ' ', true, json::error_handler_t::replace);
}

void set_text(std::string& text, const json& value) {
  if (!value.is_string()) throw Unfit{"is no text; quote it"};
  text = value.get<std::string>();
}

void set_filled_text(std::string& text, const json& value) {
  set_text(text, value);
  if (text.empty()) throw Unfit{"is empty; leave the key out for the default"};
}

void set_number(int& number, const json& value, int least, int most) {
  const bool in_range = value.is_number_integer() && value >= least && value <= most;
  if (!in_range) throw Unfit{"is no integer from " + std::to_string(least) + " to " + std::to_string(most)};
  number = value.get<int>();
}

void set_numbers(std::vector<int>& numbers, const json& value, int least, int most) {
  numbers.clear();
  for (const json& number : list_of(value)) set_number(numbers.emplace_back(), number, least, most);
}

void refuse_choice(const json& value, const std::vector<std::string>& known) {
  std::string listed;
  for (const std::string& name : known) listed += (listed.empty() ? "" : ", ") + name;
  const std::string near = value.is_string() ? nearest_of(value.get<std::string>(), known) : "";
  throw Unfit{"is none of: " + listed + (near.empty() ? "" : "; did you mean '" + near + "'?")};
}

void set_flag(bool& flag, const json& value) {
  if (!value.is_boolean()) throw Unfit{"is neither true nor false"};
  flag = value.get<bool>();
}

const json& list_of(const json& value) {
  if (!value.is_array()) throw Unfit{"is no list"};
  return value;
}

void set_texts(std::vector<std::string>& texts, const json& value) {
  texts.clear();
  for (const json& text : list_of(value)) set_filled_text(texts.emplace_back(), text);
}

}  // namespace assay

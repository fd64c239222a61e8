// The keys of a configuration file: each is taken into a variable, or refused with its place and the reason. A file's
// keys are one table of these, so that an unknown one is answered with the nearest that there is.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "contracts/documents/document.h"
#include "contracts/documents/place.h"

namespace assay {

// Thrown by a setter: why a value is not taken, as what follows "'key' ". Quotes no value that may be a credential.
struct Unfit {
  std::string why{};
};

struct Setting {
  std::string name{};
  std::function<void(const nlohmann::json&)> set{};  // throws Unfit
};

struct SettingsOf {
  std::string what{};     // "a policy"
  std::string catalog{};  // where its keys are listed: "contracts/slate.policy.yaml lists them all"
};

// Calls the setters of the members of the mapping at `pointer`. Throws BadDocument with the key's place for what is no
// mapping, an unknown key and an unfit value.
void read_settings(const Document& document, const std::string& pointer, const std::vector<Setting>& settings,
                   const SettingsOf& of);

// Calls the setter of one key, which stands at `place`. Throws BadDocument.
void read_setting(const std::string& name, const nlohmann::json& value, const std::vector<Setting>& settings,
                  const SettingsOf& of, const Place& place);

// Setters' halves. They throw Unfit.
void set_text(std::string& text, const nlohmann::json& value);         // may be empty
void set_filled_text(std::string& text, const nlohmann::json& value);  // may not
void set_number(int& number, const nlohmann::json& value, int least, int most);
void set_numbers(std::vector<int>& numbers, const nlohmann::json& value, int least, int most);  // a list
void set_flag(bool& flag, const nlohmann::json& value);
void set_texts(std::vector<std::string>& texts, const nlohmann::json& value);  // a list of texts, none of them empty
const nlohmann::json& list_of(const nlohmann::json& value);

// The words that a key takes, and what each means.
template <typename Choice>
using Names = std::vector<std::pair<std::string, Choice>>;

// Thrown for a word that is none of `known`: all of them, and the nearest.
[[noreturn]] void refuse_choice(const nlohmann::json& value, const std::vector<std::string>& known);

template <typename Choice>
void set_choice(Choice& choice, const nlohmann::json& value, const Names<Choice>& names) {
  std::vector<std::string> known;
  for (const auto& [name, meaning] : names) {
    if (value == name) {
      choice = meaning;
      return;
    }
    known.push_back(name);
  }
  refuse_choice(value, known);
}

// The word that means the choice: the other way round.
template <typename Choice>
std::string name_of(Choice choice, const Names<Choice>& names) {
  for (const auto& [name, meaning] : names)
    if (meaning == choice) return name;
  return "";
}

// A text as a YAML scalar: plain where it means nothing else so, else quoted as JSON does.
std::string yaml_text(const std::string& text);

}  // namespace assay

#include "contracts/secret_members.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "contracts/decoding.h"
#include "contracts/http.h"
#include "contracts/json_body.h"

namespace assay {
namespace {

constexpr std::string_view kBlank = " \t\r\n";
constexpr std::string_view kNumber = "+-.0123456789eE";
constexpr int kDeepestText = 4;             // JSON in a JSON string in a JSON string
constexpr std::size_t kShortestEnding = 5;  // characters: fewer end many an innocent name ("key")
constexpr std::size_t kShortestDrawn = 12;  // bytes of a value without quotes that is believed to be drawn
constexpr std::size_t kLongestTag = 64;     // bytes of markup between a name and its value

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; }

// What of a name is left without its spelling: "webhookSecret" and "webhook-secret" are "webhooksecret".
std::string bare(std::string_view name) {
  std::string letters = to_lower(name);
  std::erase_if(letters, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; });
  return letters;
}

class SecretNames {
 public:
  explicit SecretNames(const std::vector<std::string>& pointers) {
    for (const std::string& pointer : pointers) {
      const nlohmann::json::json_pointer place(pointer);
      const std::string last = place.empty() ? "" : place.back();
      if (last.find_first_not_of("0123456789") == std::string::npos) continue;  // an index is no name
      exact_.push_back(last);
      const auto word = last.find_last_of("_-");
      for (const std::string& ending : {bare(last), bare(last.substr(word == std::string::npos ? 0 : word + 1))})
        if (ending.size() >= kShortestEnding) endings_.push_back(ending);
    }
  }

  bool contain(std::string_view name) const {
    if (std::find(exact_.begin(), exact_.end(), name) != exact_.end()) return true;
    const std::string letters = bare(name);
    return std::any_of(endings_.begin(), endings_.end(), [&](const auto& ending) { return letters.ends_with(ending); });
  }
  const std::vector<std::string>& exact() const { return exact_; }

 private:
  std::vector<std::string> exact_{};
  std::vector<std::string> endings_{};
};

void add_leaves(const nlohmann::json& value, std::vector<std::string>& found) {
  if (value.is_string()) found.push_back(value.get<std::string>());
  if (value.is_number()) found.push_back(value.dump());
  if (value.is_structured())
    for (const auto& member : value) add_leaves(member, found);
}

// Members with a secret's name in the whole tree, and in texts of it that are JSON themselves.
void add_named(const nlohmann::json& value, const SecretNames& names, int depth, std::vector<std::string>& found) {
  if (value.is_object())
    for (const auto& [name, member] : value.items())
      if (names.contain(name)) add_leaves(member, found);
  if (value.is_structured())
    for (const auto& member : value) add_named(member, names, depth, found);
  if (!value.is_string() || depth == 0) return;
  const std::string& text = value.get_ref<const std::string&>();
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string::npos || (text[first] != '{' && text[first] != '[' && text[first] != '"')) return;
  if (const JsonBody inner = read_json(text); inner.faults.empty()) add_named(inner.value, names, depth - 1, found);
}

// The JSON string whose opening quote stands before `text`, as far as it goes.
std::string read_string(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
  return decode_json(text.substr(0, std::min(end, text.size()))).bytes;
}

// Members of JSON that need not be whole.
void add_members(std::string_view body, const std::string& name, std::vector<std::string>& found) {
  const std::string quoted = '"' + name + '"';
  for (std::size_t at = body.find(quoted); at != std::string_view::npos; at = body.find(quoted, at + 1)) {
    std::size_t next = body.find_first_not_of(kBlank, at + quoted.size());
    if (next == std::string_view::npos || body[next] != ':') continue;
    next = body.find_first_not_of(kBlank, next + 1);
    if (next == std::string_view::npos) continue;
    if (body[next] == '"')
      found.push_back(read_string(body.substr(next + 1)));
    else
      found.emplace_back(body.substr(next, body.find_first_not_of(kNumber, next) - next));
  }
}

// Where the value of a name begins that ends at `at`: behind quotes, one of ":=>" and markup. npos: no value follows.
std::size_t value_behind(std::string_view text, std::size_t at) {
  bool separated = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '<') {
      const std::size_t end = text.substr(at, kLongestTag).find('>');
      if (end == std::string_view::npos || !separated) return std::string_view::npos;
      at += end;
    } else if (c == ':' || c == '=' || c == '>') {
      separated = true;
    } else if (std::string_view(" \t\r\n\"'\\[(").find(c) == std::string_view::npos) {
      return separated ? at : std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

bool looks_drawn(std::string_view value) {
  return value.size() >= kShortestDrawn &&
         value.find_first_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1) != std::string_view::npos;
}

// Any text: a word that is a secret's name, and what follows it.
void add_prose(std::string_view text, const SecretNames& names, std::vector<std::string>& found) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && is_word(text[at])) ++at;
    if (at == begin) {
      ++at;
      continue;
    }
    if (!names.contain(text.substr(begin, at - begin))) continue;
    const std::size_t from = value_behind(text, at);
    if (from == std::string_view::npos) continue;
    std::string_view value = text.substr(from, text.find_first_of("\"'<>&,;{}[]() \t\r\n\\", from) - from);
    while (value.ends_with('.')) value.remove_suffix(1);
    if (!looks_drawn(value)) continue;
    found.emplace_back(value);
    found.push_back(percent_decode(value));
  }
}

}  // namespace

std::vector<std::string> secrets_in(std::string_view body, const std::vector<std::string>& pointers) {
  const SecretNames names(pointers);
  std::vector<std::string> found;
  for (const std::string& name : names.exact()) add_members(body, name, found);
  add_prose(body, names, found);
  if (std::string narrow(body); std::erase(narrow, '\0') > 0) add_prose(narrow, names, found);  // UTF-16
  if (const JsonBody json = read_json(body); json.faults.empty()) {
    for (const std::string& pointer : pointers)
      if (const nlohmann::json::json_pointer place(pointer); json.value.contains(place))
        add_leaves(json.value.at(place), found);
    add_named(json.value, names, kDeepestText, found);
  }
  std::vector<std::string> each;
  for (std::string& value : found)
    if (!value.empty() && std::find(each.begin(), each.end(), value) == each.end()) each.push_back(std::move(value));
  return each;
}

}  // namespace assay

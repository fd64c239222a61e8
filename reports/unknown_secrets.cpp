#include "reports/unknown_secrets.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "contracts/json_body.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::size_t kShortestDrawn = 12;
constexpr std::size_t kLongestWord = 16;  // of a language or of markup, for all that we can tell
constexpr std::string_view kBetweenWords = " \t\r\n\"'<>{}[](),;&=";

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 && kBetweenWords.find(c) == std::string_view::npos;
}

bool may_be_drawn(std::string_view word) {
  return word.size() >= kLongestWord ||
         (word.size() >= kShortestDrawn &&
          word.find_first_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1) != std::string_view::npos);
}

struct Search {
  const std::vector<std::string>& plain;
  const std::function<bool(std::string_view)>& is_public;

  bool in_text(std::string_view text) const {
    if (find_invalid_utf8(text) != std::string_view::npos || std::any_of(text.begin(), text.end(), is_control))
      return true;
    for (std::size_t at = 0; (at = text.find_first_not_of(kBetweenWords, at)) != std::string_view::npos;) {
      const std::size_t end = std::min(text.find_first_of(kBetweenWords, at), text.size());
      const std::string_view word = text.substr(at, end - at);
      if (may_be_drawn(word) && !is_public(word)) return true;
      at = end;
    }
    return false;
  }

  bool in_member(const std::string& name, const json& member) const {
    const bool is_plain = std::find(plain.begin(), plain.end(), name) != plain.end();
    const bool is_flat =
        std::none_of(member.begin(), member.end(), [](const json& part) { return part.is_structured(); });
    return in_text(name) || (!(is_plain && is_flat && !member.is_object()) && in_value(member));
  }

  bool in_value(const json& value) const {
    if (value.is_string()) return in_text(value.get_ref<const std::string&>());
    if (value.is_number()) return in_text(value.dump());
    if (value.is_array())
      return std::any_of(value.begin(), value.end(), [&](const json& entry) { return in_value(entry); });
    if (!value.is_object()) return false;
    for (const auto& [name, member] : value.items())
      if (in_member(name, member)) return true;
    return false;
  }
};

}  // namespace

bool shows_texts_at(std::string_view body, const std::vector<std::string>& pointers) {
  const JsonBody read = read_json(body);
  return read.faults.empty() && std::all_of(pointers.begin(), pointers.end(), [&](const std::string& pointer) {
           const json::json_pointer place(pointer);
           return read.value.contains(place) && read.value.at(place).is_string();
         });
}

bool holds_drawn_word(std::string_view body, const std::vector<std::string>& plain,
                      const std::function<bool(std::string_view word)>& is_public) {
  const Search search{plain, is_public};
  const JsonBody read = read_json(body);
  return read.faults.empty() ? search.in_value(read.value) : search.in_text(body);
}

}  // namespace assay

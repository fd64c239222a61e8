// Takes text apart: words between blanks, quotes and brackets; pieces of letters and digits between punctuation.
#pragma once

#include <cctype>
#include <cstddef>
#include <string_view>

namespace assay {

inline constexpr std::string_view between_words = " \t\r\n\"'<>{}[](),;&=|`";

// A character of a letter beyond ASCII is none of punctuation.
inline bool is_punctuation(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte < 0x7F && std::isalnum(byte) == 0;
}

// "&#39;" is no border, but a character.
inline std::size_t character_reference(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("&#")) return 0;
  const std::size_t end = text.substr(at, 12).find(';');
  return end == std::string_view::npos ? 2 : end + 1;
}

// Calls see(begin, end) for each word.
template <class See>
void each_word(std::string_view text, See see) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size();) {
    if (at < text.size()) {
      if (const std::size_t length = character_reference(text, at); length > 0) {
        at += length;
        continue;
      }
      if (between_words.find(text[at]) == std::string_view::npos) {
        ++at;
        continue;
      }
    }
    if (at > begin) see(begin, at);
    begin = ++at;
  }
}

// Without what is no letter and no digit at both ends.
inline std::string_view trim_punctuation(std::string_view word) {
  while (!word.empty() && is_punctuation(word.front())) word.remove_prefix(1);
  while (!word.empty() && is_punctuation(word.back())) word.remove_suffix(1);
  return word;
}

// Calls see(piece) for each run of ASCII letters and digits.
template <class See>
void each_piece(std::string_view word, See see) {
  const auto is_inside = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (std::size_t at = 0; at < word.size();) {
    std::size_t end = at;
    while (end < word.size() && is_inside(word[end])) ++end;
    if (end > at) see(word.substr(at, end - at));
    at = end + 1;
  }
}

}  // namespace assay

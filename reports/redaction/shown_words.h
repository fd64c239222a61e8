// What of a server's text may be shown: word by word what is harmless (harmless_words.h), and of all else how long it
// is.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "contracts/secrets/json_scan.h"
#include "reports/redaction/harmless_words.h"

namespace assay {

// Begins what stands for text that is not shown: "[text, 43 bytes]", "[number, 12 digits]".
inline constexpr std::string_view hidden_text = "[text, ";
inline constexpr std::string_view hidden_number = "[number, ";

// "[text, 43 bytes]"
std::string told_by_size(std::string_view text);

struct WordRules {
  const HarmlessWords& words;
  const JsonNames& names;  // of members whose values are secret, and of plain ones
  // What a value at a secret's place is called; empty: it is no secret (a mask). For any other word: its name where it
  // is a secret too short to be searched for, else empty.
  std::function<std::string(std::string_view value)> name_at_place{};
  std::function<std::string(std::string_view word)> name_of_word{};
};

// Text whose known secrets were taken out. A JSON text, whole or cut off, keeps its form: names and strings are shown
// word by word, a number that is hidden becomes a string. Of eight or more single characters or small numbers in a row
// none is shown: a secret may be written so. Escapes are undone before a word is judged. Stops soon after `limit`
// bytes; time is linear in what was read.
std::string show_words(std::string_view text, const WordRules& rules, const Leeway& leeway, std::size_t limit);

}  // namespace assay

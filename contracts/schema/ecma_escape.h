// What stands behind a backslash in a regular expression of ECMAScript.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace assay {

// ECMA-262 with the u flag has no such pattern; `why` is a few words.
struct WrongPattern {
  const char* why = "";
};

// A pattern and how far it was read.
struct PatternReader {
  std::u32string text{};
  std::size_t at = 0;

  bool at_end() const { return at == text.size(); }
  bool next_is(std::u32string_view what) const { return text.compare(at, what.size(), what) == 0; }
  bool take(std::u32string_view what);
  char32_t take_one(const char* why);  // throws WrongPattern with `why` at the end
};

// An item of a class, or what an escape stands for: one character, or a set as PCRE2 writes it within a class.
struct PatternAtom {
  std::optional<char32_t> character{};
  std::string set{};
};

// Reads on from behind the backslash: all escapes but back references, \b and \B. Throws WrongPattern.
PatternAtom read_escape(PatternReader& in);

}  // namespace assay

#include "contracts/schema/ecma_escape.h"

#include "contracts/schema/ecma_property.h"

namespace assay {
namespace {

// WhiteSpace and LineTerminator (22.2.2.9 CharacterClassEscape :: s), and all other characters, as items of a class.
constexpr std::string_view spaces =
    R"(\t\n\x{b}\f\r\x{20}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff})";
constexpr std::string_view no_spaces =
    R"(\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e})"
    R"(\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff})";

char32_t read_control(PatternReader& in) {
  const char32_t letter = in.take_one("\\c without a letter");
  if (!((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')))
    throw WrongPattern{"\\c without a letter"};
  return letter & 31u;
}

char32_t read_hex(PatternReader& in, int count) {
  char32_t value = 0;
  for (int i = 0; i < count; ++i) {
    const char32_t c = in.take_one("too few hexadecimal digits");
    const bool digit = c >= '0' && c <= '9';
    const char32_t lower = c | 0x20u;
    if (!digit && !(lower >= 'a' && lower <= 'f')) throw WrongPattern{"too few hexadecimal digits"};
    value = value * 16 + (digit ? c - '0' : lower - 'a' + 10);
  }
  return value;
}

char32_t read_unicode(PatternReader& in) {
  if (in.take(U"{")) {
    char32_t value = 0;
    bool any = false;
    for (; !in.next_is(U"}"); any = true) {
      value = value * 16 + read_hex(in, 1);
      if (value > 0x10ffff) throw WrongPattern{"a character beyond U+10FFFF"};
    }
    if (!any) throw WrongPattern{"too few hexadecimal digits"};
    in.at += 1;
    return value;
  }
  const char32_t first = read_hex(in, 4);
  if (first < 0xd800 || first > 0xdbff || !in.next_is(U"\\u") || in.next_is(U"\\u{")) return first;
  const std::size_t back = in.at;
  in.at += 2;
  const char32_t second = read_hex(in, 4);
  if (second >= 0xdc00 && second <= 0xdfff) return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
  in.at = back;
  return first;
}

PatternAtom read_property(PatternReader& in, const std::string& kind) {
  const std::size_t end = in.text.find(U'}', in.at);
  if (!in.take(U"{") || end == std::u32string::npos) throw WrongPattern{"\\p without a property"};
  std::string text;
  for (; in.at < end; ++in.at) text += in.text[in.at] < 128 ? static_cast<char>(in.text[in.at]) : '?';
  in.at += 1;
  const std::string known = pcre_property(text);
  if (known.empty()) throw WrongPattern{"a property that Unicode does not have"};
  return {.set = kind + "{" + known + "}"};
}

}  // namespace

bool PatternReader::take(std::u32string_view what) {
  const bool there = next_is(what);
  if (there) at += what.size();
  return there;
}

char32_t PatternReader::take_one(const char* why) {
  if (at_end()) throw WrongPattern{why};
  return text[at++];
}

PatternAtom read_escape(PatternReader& in) {
  const char32_t c = in.take_one("it ends in a backslash");
  switch (c) {
    case 'd': return {.set = "0-9"};
    case 'D': return {.set = R"(\x{0}-\x{2f}\x{3a}-\x{10ffff})"};
    case 'w': return {.set = "A-Za-z0-9_"};
    case 'W': return {.set = R"(\x{0}-\x{2f}\x{3a}-\x{40}\x{5b}-\x{5e}\x{60}\x{7b}-\x{10ffff})"};
    case 's': return {.set = std::string(spaces)};
    case 'S': return {.set = std::string(no_spaces)};
    case 'p':
    case 'P': return read_property(in, c == 'P' ? "\\P" : "\\p");
    case 't': return {.character = '\t'};
    case 'n': return {.character = '\n'};
    case 'v': return {.character = '\v'};
    case 'f': return {.character = '\f'};
    case 'r': return {.character = '\r'};
    case 'x': return {.character = read_hex(in, 2)};
    case 'u': return {.character = read_unicode(in)};
    case 'c': return {.character = read_control(in)};
    case '0':
      if (in.at < in.text.size() && in.text[in.at] >= '0' && in.text[in.at] <= '9')
        throw WrongPattern{"an octal escape"};
      return {.character = U'\0'};
    default: break;
  }
  if (std::u32string_view(U"^$\\.*+?()[]{}|/").find(c) == std::u32string_view::npos)
    throw WrongPattern{"an escape of a character that needs none"};
  return {.character = c};
}

}  // namespace assay

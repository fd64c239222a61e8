#include "mock/fastapi/json_text.h"

#include <cstdint>
#include <cstring>

namespace assay {
namespace {

// What stands after the backslash; 'u': \u00xx.
char escape_of(char c) {
  switch (c) {
    case '"': return '"';
    case '\\': return '\\';
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return 'u';
  }
}

// Whether none of eight bytes needs an escape; most do not, and an answer has some 400 (Hacker's Delight 6-1: a byte
// that is zero, or less than a bound, borrows into its highest bit).
bool are_plain(const char* eight) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t highs = 0x8080808080808080;
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, eight, sizeof bytes);
  const auto has_less = [](std::uint64_t in, std::uint64_t bound) { return (in - ones * bound) & ~in & highs; };
  return (has_less(bytes, 0x20) | has_less(bytes ^ ones * '"', 1) | has_less(bytes ^ ones * '\\', 1)) == 0;
}

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

// Where the next byte that needs an escape stands, from `at` on; the text's size when there is none.
std::size_t next_escaped(std::string_view text, std::size_t at) {
  while (text.size() - at >= 8 && are_plain(text.data() + at)) at += 8;
  while (at < text.size() && is_plain(text[at])) ++at;
  return at;
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  const char escape = escape_of(c);
  out += '\\';
  out += escape;
  if (escape != 'u') return;
  const auto byte = static_cast<unsigned char>(c);
  out.append("00").append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t begin = 0;;) {
    const std::size_t end = next_escaped(text, begin);
    out.append(text, begin, end - begin);
    if (end == text.size()) break;
    append_escaped(out, text[end]);
    begin = end + 1;
  }
  out += '"';
}

std::string json_string(std::string_view text) {
  std::string json;
  append_json_string(json, text);
  return json;
}

}  // namespace assay

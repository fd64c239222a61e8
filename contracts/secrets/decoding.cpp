#include "contracts/secrets/decoding.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>

#include "contracts/documents/utf8.h"
#include "contracts/secrets/coding.h"

namespace assay {
namespace {

struct Escape {
  std::string bytes{};
  std::size_t length = 0;  // in the text; 0: no escape stands here
};

// Appends text[begin, end) as it stands.
void add_plain(Decoded& decoded, std::string_view text, std::size_t begin, std::size_t end) {
  decoded.bytes.append(text.substr(begin, end - begin));
  const std::size_t before = decoded.origin.size();
  decoded.origin.resize(before + (end - begin));
  std::iota(decoded.origin.begin() + static_cast<std::ptrdiff_t>(before), decoded.origin.end(),
            static_cast<std::uint32_t>(begin));
}

template <class ReadEscape>
Decoded decode(std::string_view text, char introducer, ReadEscape read) {
  std::size_t next = text.find(introducer);
  if (next == std::string_view::npos) return {std::string(text), {}};
  Decoded decoded;
  decoded.bytes.reserve(text.size());
  decoded.origin.reserve(text.size() + 1);
  std::size_t plain = 0;  // where what is not yet appended begins
  while (next != std::string_view::npos) {
    const Escape escape = read(text.substr(next));
    if (escape.length > 0) {
      add_plain(decoded, text, plain, next);
      decoded.origin.insert(decoded.origin.end(), escape.bytes.size(), static_cast<std::uint32_t>(next));
      decoded.bytes += escape.bytes;
      plain = next + escape.length;
    }
    next = text.find(introducer, next + std::max<std::size_t>(escape.length, 1));
  }
  add_plain(decoded, text, plain, text.size());
  decoded.origin.push_back(static_cast<std::uint32_t>(text.size()));
  return decoded;
}

std::optional<std::uint32_t> read_number(std::string_view digits, int base) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

Escape read_percent(std::string_view text) {
  const auto value = text.size() < 3 ? std::nullopt : read_number(text.substr(1, 2), 16);
  return value ? Escape{std::string(1, static_cast<char>(*value)), 3} : Escape{};
}

std::optional<std::uint32_t> read_unicode_escape(std::string_view text) {
  return text.size() < 6 || !text.starts_with("\\u") ? std::nullopt : read_number(text.substr(2, 4), 16);
}

Escape read_json_escape(std::string_view text) {
  static constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
  if (text.size() < 2) return {};
  if (const auto at = letters.find(text[1]); at != std::string_view::npos) return {std::string(1, meanings[at]), 2};
  if (text[1] == 'x' && text.size() >= 4)
    if (const auto byte = read_number(text.substr(2, 2), 16)) return {std::string(1, static_cast<char>(*byte)), 4};
  const auto first = read_unicode_escape(text);
  if (!first) return {};
  const bool is_high = *first >= 0xD800 && *first < 0xDC00;
  const auto second = is_high ? read_unicode_escape(text.substr(6)) : std::nullopt;
  if (second && *second >= 0xDC00 && *second < 0xE000)
    return {to_utf8(0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00)), 12};
  return {to_utf8(*first), 6};
}

Escape read_entity(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 5> named = {
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
  for (const auto& [entity, character] : named)
    if (text.starts_with(entity)) return {std::string(1, character), entity.size()};
  const std::size_t end = text.substr(0, 12).find(';');
  if (!text.starts_with("&#") || end == std::string_view::npos || end < 3) return {};
  const bool is_hex = text[2] == 'x' || text[2] == 'X';
  const std::size_t digits = is_hex ? 3 : 2;
  const auto point = read_number(text.substr(digits, end - digits), is_hex ? 16 : 10);
  return point && *point < 0x110000 ? Escape{to_utf8(*point), end + 1} : Escape{};
}

void visit_runs(std::string_view text, std::size_t minimum, const Alphabet& alphabet, std::size_t alignments,
                const RunVisitor& visit) {
  const auto is_in = [&](std::size_t at) { return alphabet.has(text[at]); };
  const unsigned bits = alphabet.bits;
  const std::size_t least = (minimum * 8 + bits - 1) / bits;
  // `begin` is where a run could begin. A run of `least` is seen from its end, so that most of a text is passed over.
  for (std::size_t begin = 0; begin + least <= text.size();) {
    std::size_t end = begin + least;
    std::size_t first_in = end;
    while (first_in > begin && is_in(first_in - 1)) --first_in;
    if (first_in > begin) {
      begin = first_in;
      continue;
    }
    while (end < text.size() && is_in(end)) ++end;
    for (std::size_t first = begin; first < begin + alignments; ++first)
      visit(
          decode_digits(text.substr(first, end - first), alphabet),
          [=](std::size_t byte) { return first + byte * 8 / bits; },
          [=](std::size_t byte) { return first + (byte * 8 + bits - 1) / bits; });
    begin = end + 1;
  }
}

}  // namespace

Decoded decode_percent(std::string_view text) { return decode(text, '%', read_percent); }

Decoded decode_json(std::string_view text) { return decode(text, '\\', read_json_escape); }

Decoded decode_xml(std::string_view text) { return decode(text, '&', read_entity); }

void visit_hex_runs(std::string_view text, std::size_t minimum, const RunVisitor& visit) {
  visit_runs(text, minimum, hex_digits, 2, visit);
}

void visit_base64_runs(std::string_view text, std::size_t minimum, const RunVisitor& visit) {
  visit_runs(text, minimum, base64_digits, 4, visit);
}

}  // namespace assay

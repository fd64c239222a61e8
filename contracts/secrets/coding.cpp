#include "contracts/secrets/coding.h"

#include <algorithm>
#include <cstdint>

namespace assay {
namespace {

// The last characters have other ways to be written: `aliases`.
constexpr Alphabet make_alphabet(std::string_view characters, std::string_view aliases, unsigned bits) {
  Alphabet alphabet{.bits = bits};
  alphabet.value.fill(-1);
  for (std::size_t value = 0; value < characters.size(); ++value)
    alphabet.value[static_cast<unsigned char>(characters[value])] = static_cast<signed char>(value);
  for (std::size_t i = 0; i < aliases.size(); ++i)
    alphabet.value[static_cast<unsigned char>(aliases[i])] =
        static_cast<signed char>(characters.size() - aliases.size() + i);
  return alphabet;
}

std::optional<std::string> decode_all(std::string_view digits, const Alphabet& alphabet) {
  if (!std::all_of(digits.begin(), digits.end(), [&](char c) { return alphabet.has(c); })) return std::nullopt;
  return decode_digits(digits, alphabet);
}

}  // namespace

constexpr Alphabet hex_digits = make_alphabet("0123456789abcdef", "ABCDEF", 4);
constexpr Alphabet base64_digits =
    make_alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "-_", 6);

std::string decode_digits(std::string_view digits, const Alphabet& alphabet) {
  std::string bytes;
  bytes.reserve(digits.size() * alphabet.bits / 8);
  std::uint32_t held = 0;
  unsigned count = 0;
  for (const char digit : digits) {
    held = held << alphabet.bits | static_cast<std::uint32_t>(alphabet.value[static_cast<unsigned char>(digit)]);
    if ((count += alphabet.bits) >= 8) bytes += static_cast<char>(held >> (count -= 8) & 0xFF);
  }
  return bytes;
}

std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0 || text.find_first_of("-_") != text.npos) return std::nullopt;
  return decode_any_base64(text);
}

std::optional<std::string> decode_any_base64(std::string_view text) {
  if (text.empty() || (text.ends_with('=') && text.size() % 4 != 0)) return std::nullopt;
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  return text.size() % 4 == 1 ? std::nullopt : decode_all(text, base64_digits);
}

std::optional<std::string> decode_hex(std::string_view text) {
  if (text.empty() || text.size() % 2 != 0) return std::nullopt;
  return decode_all(text, hex_digits);
}

}  // namespace assay

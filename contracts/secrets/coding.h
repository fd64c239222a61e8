// Bytes written as text in base64 or hex: the digits, and texts that are read back strictly.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace assay {

// What each character stands for among 2^bits digits; -1: it is none.
struct Alphabet {
  std::array<signed char, 256> value{};
  unsigned bits = 0;

  bool has(char c) const { return value[static_cast<unsigned char>(c)] >= 0; }
};

extern const Alphabet hex_digits;     // of either case
extern const Alphabet base64_digits;  // RFC 4648 sections 4 and 5: '-' is '+', '_' is '/'

// The bytes of a run of digits, each of which is one. Bits left over at its end are dropped.
std::string decode_digits(std::string_view digits, const Alphabet& alphabet);

// RFC 4648 section 4: its alphabet, padded; nothing of what is not wholly such a text. Bits left over at the end may be
// any, as decoders take them.
std::optional<std::string> decode_base64(std::string_view text);

// The same in either alphabet (section 5), padded or not.
std::optional<std::string> decode_any_base64(std::string_view text);

// Pairs of digits of either case, one pair at least.
std::optional<std::string> decode_hex(std::string_view text);

}  // namespace assay

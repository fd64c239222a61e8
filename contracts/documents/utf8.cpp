#include <algorithm>
#include <cstdint>

#include "contracts/documents/utf8.h"

namespace assay {
namespace {

struct Range {
  unsigned char low = 0;
  unsigned char high = 0;
  bool holds(unsigned char byte) const { return byte >= low && byte <= high; }
};

// RFC 3629, section 4: what may follow a first byte. The second byte's range excludes overlong forms and surrogates.
struct Sequence {
  Range first{};
  Range second{};
  std::size_t length = 0;
};

constexpr Sequence sequences[] = {
    {{0xc2, 0xdf}, {0x80, 0xbf}, 2}, {{0xe0, 0xe0}, {0xa0, 0xbf}, 3}, {{0xe1, 0xec}, {0x80, 0xbf}, 3},
    {{0xed, 0xed}, {0x80, 0x9f}, 3}, {{0xee, 0xef}, {0x80, 0xbf}, 3}, {{0xf0, 0xf0}, {0x90, 0xbf}, 4},
    {{0xf1, 0xf3}, {0x80, 0xbf}, 4}, {{0xf4, 0xf4}, {0x80, 0x8f}, 4},
};

unsigned char byte_at(std::string_view bytes, std::size_t index) { return static_cast<unsigned char>(bytes[index]); }

// Length of the well-formed sequence at `at`, which is no ASCII; 0 when there is none.
std::size_t sequence_length(std::string_view bytes, std::size_t at) {
  const auto sequence = std::find_if(std::begin(sequences), std::end(sequences),
                                     [&](const Sequence& s) { return s.first.holds(byte_at(bytes, at)); });
  if (sequence == std::end(sequences) || bytes.size() - at < sequence->length) return 0;
  if (!sequence->second.holds(byte_at(bytes, at + 1))) return 0;
  for (std::size_t i = 2; i < sequence->length; ++i) {
    if (!Range{0x80, 0xbf}.holds(byte_at(bytes, at + i))) return 0;
  }
  return sequence->length;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = byte_at(bytes, at) < 0x80 ? 1 : sequence_length(bytes, at);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

std::size_t count_code_points(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues_code_point));
}

CodePoint first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  if (byte(0) < 0xC0 || text.size() < 2) return {byte(0), 1};
  if (byte(0) < 0xE0) return {(byte(0) & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  if (text.size() < 3) return {byte(0), 1};
  if (byte(0) < 0xF0) return {(byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
  if (text.size() < 4) return {byte(0), 1};
  return {(byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F), 4};
}

std::string to_utf8(std::uint32_t code_point) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
  const auto next = [&](int shift) { return byte(0x80 | (code_point >> shift & 0x3F)); };
  if (code_point < 0x80) return {byte(code_point)};
  if (code_point < 0x800) return {byte(0xC0 | code_point >> 6), next(0)};
  if (code_point < 0x10000) return {byte(0xE0 | code_point >> 12), next(6), next(0)};
  return {byte(0xF0 | code_point >> 18), next(12), next(6), next(0)};
}

}  // namespace assay

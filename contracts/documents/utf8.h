// UTF-8 (RFC 3629).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace assay {

// The first byte that is not part of well-formed UTF-8 (RFC 3629), or npos.
std::size_t find_invalid_utf8(std::string_view bytes);

// Whether the byte stands inside a code point, not at its beginning.
inline bool continues_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// Of well-formed UTF-8.
std::size_t count_code_points(std::string_view text);

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 1;
};

// Of well-formed UTF-8, not empty. One that is cut off is its first byte alone.
CodePoint first_code_point(std::string_view text);

std::string to_utf8(std::uint32_t code_point);  // up to 0x10FFFF

}  // namespace assay

#include "reports/formats/wrap.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "contracts/documents/utf8.h"
#include "reports/formats/inert_text.h"
#include "reports/model/template.h"

namespace assay {
namespace {

std::string escape(unsigned code) {
  std::array<char, 12> text{};
  std::snprintf(text.data(), text.size(), "\\x%02x", code);
  return text.data();
}

// The bytes of the first `columns` code points.
std::size_t bytes_of(std::string_view text, std::size_t columns) {
  std::size_t at = 0;
  for (; at < text.size(); ++at)
    if (!continues_code_point(text[at]) && columns-- == 0) break;
  return at;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const unsigned char next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
    if (byte < 0x20 || byte == 0x7F) {
      shown += escape(byte);
    } else if (byte == 0xC2 && next >= 0x80 && next < 0xA0) {
      shown += escape(next);
      ++at;
    } else {
      shown += text[at];
    }
  }
  return inert(visible_text(shown));
}

std::size_t display_width(std::string_view text) { return count_code_points(text); }

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  while (display_width(text) > width) {
    const std::size_t fitting = bytes_of(text, width);
    const std::size_t space = text.rfind(' ', fitting);
    const bool at_space = space != std::string_view::npos && space > 0;
    lines.emplace_back(text.substr(0, at_space ? space : fitting));
    text.remove_prefix(at_space ? space + 1 : fitting);
  }
  lines.emplace_back(text);
  return lines;
}

}  // namespace assay

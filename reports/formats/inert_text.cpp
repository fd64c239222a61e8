#include "reports/formats/inert_text.h"

#include <algorithm>
#include <array>

namespace assay {
namespace {

// What .NET's TrimStart takes for blank, which runners use.
constexpr std::array<std::string_view, 12> blanks = {" ",      "\t",     "\r",     "\v",     "\f",     "\u00A0",
                                                     "\u1680", "\u202F", "\u205F", "\u3000", "\u0085", "\uFEFF"};

// Bytes of the blank that `text` begins with; 0: none.
std::size_t blank_at(std::string_view text) {
  for (const std::string_view blank : blanks)
    if (text.starts_with(blank)) return blank.size();
  const bool is_space = text.size() >= 3 && text.starts_with("\xE2\x80") && static_cast<unsigned char>(text[2]) <= 0x8A;
  return is_space ? 3 : 0;
}

bool begins_old_command(std::string_view text) { return text.starts_with("##[") || text.starts_with("##vso["); }

}  // namespace

std::string inert(std::string_view text) {
  std::string safe;
  bool at_begin = true;  // of a line, or behind its blanks
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const std::size_t blank = at_begin ? blank_at(rest) : 0;
    const std::size_t length = std::max<std::size_t>(blank, 1);
    if (at_begin && rest.starts_with("::"))
      safe += "\\u{3A}";
    else if (begins_old_command(rest))
      safe += "\\u{23}";
    else
      safe += rest.substr(0, length);
    at_begin = rest.front() == '\n' || blank > 0;
    at += length;
  }
  return safe;
}

}  // namespace assay

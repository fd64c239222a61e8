#include "mock/json_text.h"

namespace assay {
namespace {

// What stands after the backslash; 0: the byte stands for itself; 'u': \u00xx.
char escape_of(char c) {
  switch (c) {
    case '"': return '"';
    case '\\': return '\\';
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return static_cast<unsigned char>(c) < 0x20 ? 'u' : '\0';
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;  // where the bytes not yet written begin
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char escape = escape_of(text[i]);
    if (escape == '\0') continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    out += '\\';
    out += escape;
    if (escape != 'u') continue;
    const auto byte = static_cast<unsigned char>(text[i]);
    out += "00";
    out += hex[byte >> 4];
    out += hex[byte & 15];
  }
  out.append(text, plain);
  out += '"';
}

}  // namespace assay

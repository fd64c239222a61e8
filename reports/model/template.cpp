#include "reports/model/template.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <kainjow/mustache.hpp>
#include <stdexcept>

#include "contracts/documents/utf8.h"

namespace assay {
namespace {

namespace engine = kainjow::mustache;

engine::data to_data(const Fields& fields) {
  engine::data object;
  for (const auto& [name, field] : fields.values) {
    if (const auto* text = std::get_if<std::string>(&field)) {
      object[name] = text->empty() ? engine::data(false) : engine::data(*text);  // the engine calls "" true
    } else if (const auto* condition = std::get_if<bool>(&field)) {
      object[name] = engine::data(*condition);
    } else {
      engine::list list;
      for (const Fields& entry : std::get<std::vector<Fields>>(field)) list.push_back(to_data(entry));
      object[name] = engine::data(list);
    }
  }
  return object;
}

bool is_hidden(std::uint32_t c) {
  if (c < 0x20) return c != '\n' && c != '\t';
  return (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF ||
         c == 0x34F || (c >= 0x600 && c <= 0x605) || c == 0x6DD || c == 0x70F || (c >= 0x115F && c <= 0x1160) ||
         c == 0x180E || c == 0x3164 || c == 0xFFA0 || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0x1D173 && c <= 0x1D17A) ||
         (c >= 0xE0000 && c <= 0xE0FFF);
}

// The bytes that may begin a character that is_hidden(), or that HTML escapes. Most texts have few: the rest is copied
// in runs.
using Bytes = std::array<bool, 256>;

constexpr Bytes bytes_of(std::string_view list, Bytes bytes = {}) {
  for (const char c : list) bytes[static_cast<unsigned char>(c)] = true;
  return bytes;
}

constexpr Bytes suspicious_bytes() {
  Bytes bytes = bytes_of("\x7F\xC2\xCD\xD8\xDB\xDC\xE1\xE2\xE3\xEF\xF0\xF3");
  for (std::size_t c = 0; c < 0x20; ++c) bytes[c] = c != '\n' && c != '\t';
  return bytes;
}

constexpr Bytes suspicious = suspicious_bytes();
constexpr Bytes escaped = bytes_of("&<>\"'", suspicious);

std::size_t find_any(const Bytes& bytes, std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && !bytes[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

std::string number_of(std::uint32_t c) {
  std::string digits;
  do digits.insert(digits.begin(), "0123456789ABCDEF"[c % 16]);
  while (c /= 16);
  return "\\u{" + digits + '}';
}

std::string_view entity_of(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
  }
}

// `text` with what is hidden shown by its number, and of the characters that HTML escapes those among `stops` escaped.
std::string copy(std::string_view text, const Bytes& stops) {
  std::string shown;
  shown.reserve(text.size() + text.size() / 8);
  while (!text.empty()) {
    const std::size_t plain = find_any(stops, text);
    shown.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const CodePoint c = first_code_point(text);
    if (const std::string_view entity = entity_of(text.front()); !entity.empty())
      shown.append(entity);
    else if (is_hidden(c.value))
      shown += number_of(c.value);
    else
      shown.append(text.substr(0, c.bytes));
    text.remove_prefix(c.bytes);
  }
  return shown;
}

}  // namespace

std::string visible_text(std::string_view text) { return copy(text, suspicious); }

struct Template::Parsed {
  engine::mustache mustache;
};

Template::Template(std::string_view text)
    : parsed_(std::make_unique<Parsed>(Parsed{engine::mustache(std::string(text))})) {
  if (!parsed_->mustache.is_valid()) throw std::logic_error("bad template: " + parsed_->mustache.error_message());
  parsed_->mustache.set_custom_escape([](const std::string& value) { return copy(value, escaped); });
}

Template::~Template() = default;

std::string Template::fill(const Fields& fields) {
  std::string text;
  parsed_->mustache.render(to_data(fields), [&](const std::string& part) { text += part; });
  return text;
}

}  // namespace assay

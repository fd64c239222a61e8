#include "reports/template.h"

#include <algorithm>
#include <cstdint>
#include <kainjow/mustache.hpp>
#include <stdexcept>

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

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 1;
};

// Of well-formed UTF-8.
CodePoint first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  if (byte(0) < 0xC0 || text.size() < 2) return {byte(0), 1};
  if (byte(0) < 0xE0) return {(byte(0) & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  if (text.size() < 3) return {byte(0), 1};
  if (byte(0) < 0xF0) return {(byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
  return {0x10000, std::min<std::size_t>(4, text.size())};
}

bool is_hidden(std::uint32_t c) {
  if (c < 0x20) return c != '\n' && c != '\t';
  return (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

// Whether the byte can begin a character that is_hidden(): most texts have none.
bool is_suspicious(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2 ||
         byte == 0xEF;
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

std::string escape(const std::string& text) {
  const std::string shown = visible_text(text);
  std::string escaped;
  escaped.reserve(shown.size() + shown.size() / 8);
  for (const char c : shown) {
    const std::string_view entity = entity_of(c);
    if (entity.empty())
      escaped += c;
    else
      escaped += entity;
  }
  return escaped;
}

}  // namespace

std::string visible_text(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), is_suspicious)) return std::string(text);
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const CodePoint c = first_of(text);
    if (is_hidden(c.value))
      shown += number_of(c.value);
    else
      shown.append(text.substr(0, c.bytes));
    text.remove_prefix(c.bytes);
  }
  return shown;
}

struct Template::Parsed {
  engine::mustache mustache;
};

Template::Template(std::string_view text)
    : parsed_(std::make_unique<Parsed>(Parsed{engine::mustache(std::string(text))})) {
  if (!parsed_->mustache.is_valid()) throw std::logic_error("bad template: " + parsed_->mustache.error_message());
  parsed_->mustache.set_custom_escape(escape);
}

Template::~Template() = default;

std::string Template::fill(const Fields& fields) {
  std::string text;
  parsed_->mustache.render(to_data(fields), [&](const std::string& part) { text += part; });
  return text;
}

}  // namespace assay

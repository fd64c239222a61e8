#include "contracts/signatures/json_forms.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "contracts/documents/utf8.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::size_t deepest = 100;  // levels; nlohmann writes a sorted text recursively

struct JsonStyle {
  enum class Escapes { few, ascii, html, slashes };
  const char* called = "";
  const char* comma = ",";
  const char* colon = ":";
  const char* indent = "";  // of a level; empty: all on one line
  Escapes escapes = Escapes::few;
};

constexpr std::array<JsonStyle, 9> styles = {{
    {.called = "compact, as JSON.stringify writes it"},
    {.called = "compact with \\u escapes", .escapes = JsonStyle::Escapes::ascii},
    {.called = "compact with \\u003c escapes, as Go writes it", .escapes = JsonStyle::Escapes::html},
    {.called = "compact with \\/ escapes, as PHP writes it", .escapes = JsonStyle::Escapes::slashes},
    {.called = "with spaces, as Python's json.dumps writes it",
     .comma = ", ",
     .colon = ": ",
     .escapes = JsonStyle::Escapes::ascii},
    {.called = "with spaces", .comma = ", ", .colon = ": "},
    {.called = "indented by two spaces", .colon = ": ", .indent = "  "},
    {.called = "indented by four spaces", .colon = ": ", .indent = "    "},
    {.called = "indented by tabs", .colon = ": ", .indent = "\t"},
}};

std::string unit_escape(std::uint32_t unit) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "\\u%04x", unit);
  return text.data();
}

std::string code_point_escape(std::uint32_t value) {
  if (value < 0x10000) return unit_escape(value);
  return unit_escape(0xD800 + ((value - 0x10000) >> 10)) + unit_escape(0xDC00 + ((value - 0x10000) & 0x3FF));
}

// A character that is escaped in every style; empty: it is not.
std::string usual_escape(char c) {
  switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: return static_cast<unsigned char>(c) < 0x20 ? unit_escape(static_cast<unsigned char>(c)) : "";
  }
}

std::string own_escape(JsonStyle::Escapes escapes, std::uint32_t point) {
  using enum JsonStyle::Escapes;
  const bool foreign = point > 0x7F && (escapes == ascii || escapes == slashes);
  const bool in_html = escapes == html && (point == '<' || point == '>' || point == '&' || (point | 1) == 0x2029);
  if (escapes == slashes && point == '/') return "\\/";
  return foreign || in_html ? code_point_escape(point) : "";
}

std::string quoted(std::string_view text, JsonStyle::Escapes escapes) {
  std::string out = "\"";
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    std::string escape = point.bytes == 1 ? usual_escape(text.front()) : "";
    if (escape.empty()) escape = own_escape(escapes, point.value);
    out += escape.empty() ? std::string(text.substr(0, point.bytes)) : escape;
    text.remove_prefix(point.bytes);
  }
  return out + '"';
}

// Writes what nlohmann's reader tells, as it comes: it keeps the order of members, and never recurses.
class JsonWriter : public nlohmann::json_sax<json> {
 public:
  explicit JsonWriter(const JsonStyle& style) : style_(style) {}

  const std::string& text() const { return text_; }

  bool null() override { return put("null"); }
  bool boolean(bool value) override { return put(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return put(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return put(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& spelt) override { return put(spelt); }
  bool string(string_t& value) override { return put(quoted(value, style_.escapes)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open('{'); }
  bool start_array(std::size_t) override { return open('['); }
  bool end_object() override { return close('}'); }
  bool end_array() override { return close(']'); }
  bool key(string_t& name) override {
    put(quoted(name, style_.escapes) + style_.colon);
    after_key_ = true;
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  bool put(const std::string& value) {
    if (!after_key_ && depth_ > 0) {
      if (!is_first_) text_ += style_.comma;
      break_line();
    }
    after_key_ = is_first_ = false;
    text_ += value;
    return true;
  }
  bool open(char bracket) {
    put(std::string(1, bracket));
    is_first_ = true;
    return ++depth_ <= deepest;
  }
  bool close(char bracket) {
    --depth_;
    if (!is_first_) break_line();
    is_first_ = false;
    text_ += bracket;
    return true;
  }
  void break_line() {
    if (*style_.indent == '\0') return;
    text_ += '\n';
    for (std::size_t i = 0; i < depth_; ++i) text_ += style_.indent;
  }

  const JsonStyle& style_;
  std::string text_{};
  std::size_t depth_ = 0;
  bool is_first_ = true;  // nothing stands in the innermost array or object yet
  bool after_key_ = false;
};

void add_forms(const std::string& text, const std::string& order, std::vector<JsonForm>& forms) {
  for (const JsonStyle& style : styles) {
    JsonWriter writer(style);
    if (!json::sax_parse(text, &writer)) return;
    forms.push_back({.text = writer.text(), .called = style.called + order});
  }
}

}  // namespace

std::vector<JsonForm> json_forms(std::string_view text) {
  const std::string given(text);
  std::vector<JsonForm> forms;
  add_forms(given, "", forms);
  if (forms.empty()) return forms;
  const json sorted = json::parse(given, nullptr, false);
  if (!sorted.is_discarded()) add_forms(sorted.dump(), ", members sorted", forms);
  return forms;
}

}  // namespace assay

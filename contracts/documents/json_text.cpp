#include "contracts/documents/json_text.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace assay {
namespace {

using nlohmann::json;

// Walks over the text and counts the lines begun: nlohmann's events do not say where they stand.
struct LineIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char& operator*() const { return *at; }
  LineIterator& operator++() {
    if (*at++ == '\n') ++*line;
    return *this;
  }
  bool operator==(const LineIterator& other) const { return at == other.at; }
  bool operator!=(const LineIterator& other) const { return at != other.at; }

  const char* at = nullptr;
  int* line = nullptr;
};

// nlohmann's SAX interface.
class Events {
 public:
  Events(JsonText& out, std::string_view text) : out_(out), text_(text) {}

  bool null() { return out_.tree.scalar(nullptr, line); }
  bool boolean(bool value) { return out_.tree.scalar(value, line); }
  bool number_integer(json::number_integer_t value) { return out_.tree.scalar(value, line); }
  bool number_unsigned(json::number_unsigned_t value) { return out_.tree.scalar(value, line); }
  bool number_float(json::number_float_t value, const std::string& digits) {
    const auto pointer = digits.find_first_of(".eE") == std::string::npos ? out_.tree.short_pointer() : std::nullopt;
    if (pointer) out_.big_integers[*pointer] = digits;
    return out_.tree.scalar(value, line);
  }
  bool string(std::string& value) { return out_.tree.scalar(std::move(value), line); }
  bool binary(json::binary_t&) { return false; }
  bool start_object(std::size_t) { return out_.tree.start(json::value_t::object, line); }
  bool start_array(std::size_t) { return out_.tree.start(json::value_t::array, line); }
  bool key(std::string& name) { return out_.tree.name(std::move(name), line); }
  bool end_object() { return out_.tree.end(), true; }
  bool end_array() { return out_.tree.end(), true; }

  bool parse_error(std::size_t position, const std::string&, const json::exception& error) {
    out_.fault = explain(position, error.id);
    return false;
  }

  int line = 1;

 private:
  // The library's own words quote the text, which may hold a secret.
  std::string explain(std::size_t position, int id) {
    constexpr int number_overflow = 406;
    out_.beyond_limits = id == number_overflow;
    if (out_.beyond_limits) return "holds a number that is too large for a double";
    if (text_.find_first_not_of(" \t\r\n") == std::string_view::npos) return "is empty";
    const std::string where = " at byte " + std::to_string(std::min(position, text_.size()));
    if (out_.tree.complete()) return "goes on after the end of the value," + where;
    if (position > text_.size()) return "ends in the middle," + where;
    const std::string_view around = text_.substr(position - std::min<std::size_t>(position, 2), 10);
    for (const std::string_view word : {"NaN", "Infinity"}) {
      if (around.find(word) <= 1) return "holds " + std::string(word) + ", which is no JSON," + where;
    }
    return "is no JSON," + where;
  }

  JsonText& out_;
  std::string_view text_;
};

// Of the escape "\\uXXXX" at `at` the first six bits, which say whether it is half a pair: 0x36 the first, 0x37 the
// second.
unsigned half_of(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return 0;
  unsigned code = 0;
  const char* const end = text.data() + at + 6;
  if (std::from_chars(text.data() + at + 2, end, code, 16).ptr != end) return 0;
  return code >> 10;
}

// Escapes of half a surrogate pair are valid JSON (RFC 8259 7), and 8.2 leaves their meaning open: each becomes U+FFFD,
// at no other place and of no other length.
std::string without_lone_halves(std::string_view text) {
  constexpr unsigned first_half = 0x36, second_half = 0x37;
  std::string whole(text);
  for (std::size_t at = whole.find('\\'); at != std::string::npos; at = whole.find('\\', at)) {
    const unsigned half = half_of(text, at);
    const bool pair = half == first_half && half_of(text, at + 6) == second_half;
    if (!pair && (half == first_half || half == second_half)) whole.replace(at + 2, 4, "FFFD");
    at += pair ? 12 : 2;
  }
  return whole;
}

}  // namespace

JsonText parse_json_text(std::string_view given, const TreeLimits& limits, JsonTree::Lines lines) {
  const bool has_halves = given.find("\\ud") != given.npos || given.find("\\uD") != given.npos;
  const std::string replaced = has_halves ? without_lone_halves(given) : "";
  const std::string_view text = has_halves ? replaced : given;
  JsonText out{.tree = JsonTree(limits, lines)};
  Events events(out, text);
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const bool read = lines == JsonTree::Lines::keep
                        ? json::sax_parse(LineIterator{.at = begin, .line = &events.line},
                                          LineIterator{.at = end, .line = &events.line}, &events)
                        : json::sax_parse(begin, end, &events);
  // The library takes a NUL byte for the end of its input.
  const std::size_t nul = text.find('\0');
  if (read && nul == std::string_view::npos) return out;
  if (read) out.fault = "goes on after the end of the value, at byte " + std::to_string(nul + 1);
  if (out.fault.empty()) {
    out.fault = out.tree.fault;
    out.beyond_limits = true;
  }
  out.fault_line = events.line;
  out.fault_pointer = out.tree.fault_pointer;
  return out;
}

}  // namespace assay

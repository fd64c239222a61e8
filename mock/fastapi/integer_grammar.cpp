#include "mock/fastapi/integer_grammar.h"

#include <algorithm>
#include <array>
#include <optional>

namespace assay {
namespace {

constexpr std::size_t longest = 4300;  // CPython's int_max_str_digits; pydantic counts the sign too

// Unicode White_Space beyond ASCII, as UTF-8.
constexpr std::array<std::string_view, 19> wide_spaces = {
    "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83",
    "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A",
    "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_nonzero(char c) { return c >= '1' && c <= '9'; }

std::size_t space_at_front(std::string_view s) {
  if (s.empty()) return 0;
  if (is_ascii(s.front())) return is_space(s.front()) ? 1 : 0;
  for (const auto space : wide_spaces)
    if (s.starts_with(space)) return space.size();
  return 0;
}

std::size_t space_at_back(std::string_view s) {
  if (s.empty()) return 0;
  if (is_ascii(s.back())) return is_space(s.back()) ? 1 : 0;
  for (const auto space : wide_spaces)
    if (s.ends_with(space)) return space.size();
  return 0;
}

std::string_view trim(std::string_view s) {
  while (const auto n = space_at_front(s)) s.remove_prefix(n);
  while (const auto n = space_at_back(s)) s.remove_suffix(n);
  return s;
}

bool starts_oversized(std::string_view s) {
  const std::size_t sign = s.starts_with('-') ? 1 : 0;
  if (s.size() <= longest || !is_nonzero(s[sign])) return false;
  const auto end = std::find_if_not(s.begin() + sign, s.end(), is_digit);
  return end - s.begin() > static_cast<std::ptrdiff_t>(longest);
}

// Reads from the front of what is left of the text; each take_... says whether, or what, it took.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // 0[0_]*
  std::string_view take_zeros() {
    if (!rest_.starts_with('0')) return {};
    return take_first(rest_.find_first_not_of("0_"));
  }

  // [1-9](_?[0-9])*
  std::string_view take_number() {
    if (rest_.empty() || !is_nonzero(rest_.front())) return {};
    std::size_t end = 1;
    while (end < rest_.size()) {
      const std::size_t digit = rest_[end] == '_' ? end + 1 : end;
      if (digit >= rest_.size() || !is_digit(rest_[digit])) break;
      end = digit + 1;
    }
    return take_first(end);
  }

  // (\.0+)? and then the end
  bool ends_like_an_integer() const {
    if (rest_.empty()) return true;
    return rest_.size() > 1 && rest_.front() == '.' && rest_.find_first_not_of('0', 1) == std::string_view::npos;
  }

 private:
  std::string_view take_first(std::size_t count) {
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view rest_;
};

std::optional<std::string> value_of(bool negative, std::string_view number) {
  std::string value = negative && !number.empty() ? "-" : "";
  std::copy_if(number.begin(), number.end(), std::back_inserter(value), is_digit);
  if (value.size() > longest) return std::nullopt;
  return value.empty() ? "0" : value;
}

std::optional<std::string> read_trimmed(std::string_view text) {
  Scanner scan(text);
  bool negative = scan.take('-');
  if (!negative) scan.take('+');
  const auto zeros = scan.take_zeros();
  const bool late_sign = !zeros.empty() && !negative && scan.take('-');
  if (late_sign) scan.take('_');
  negative = negative || late_sign;

  const auto number = scan.take_number();
  if (number.empty()) {
    const bool zero = late_sign ? scan.take('0') : !zeros.empty() && zeros.back() == '0';
    if (!zero) return std::nullopt;
  }
  if (!scan.ends_like_an_integer()) return std::nullopt;
  return value_of(negative, number);
}

}  // namespace

IntegerReading read_integer(std::string_view text) {
  if (starts_oversized(text)) return IntegerFault::int_parsing_size;
  if (auto value = read_trimmed(trim(text))) return std::move(*value);
  return IntegerFault::int_parsing;
}

}  // namespace assay

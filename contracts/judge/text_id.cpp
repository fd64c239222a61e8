#include "contracts/judge/text_id.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "contracts/http/http.h"
#include "contracts/schema/rfc3339.h"

namespace assay {
namespace {

constexpr std::size_t longest = 100;  // as of an integer

bool is_plain(std::string_view text) {
  return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), is_unreserved) &&
         text.find_first_not_of('.') != std::string_view::npos;
}

// What a path carries as it is (RFC 3986 3.3), but for what some reader takes apart: ";", "=", "+" and the like.
bool is_plain_id(std::string_view text) {
  std::string rest(text);
  std::erase_if(rest, [](char c) { return c == ':' || c == '@'; });
  return text.size() <= longest && is_plain(rest);
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

// Whether the pattern lets none of the forms pass in which a server may look at the text.
bool fits_no_form(const Regex& pattern, const std::string& text) {
  const auto fails = [&](const std::string& form) { return pattern.search(form) == false; };
  return fails(text) && fails(to_lower(text)) && fails(upper(text));
}

AskedId read_text(const IdentityPart& part, AskedId asked) {
  if (const std::string_view text = trimmed(asked.decoded); text.size() < asked.decoded.size()) {
    AskedId inner = read_text(part, {.decoded = std::string(text)});
    if (inner.kind != AskedId::Kind::exact) return asked;
    return {.kind = AskedId::Kind::variant, .value = inner.value, .decoded = asked.decoded};
  }
  if (!is_plain_id(asked.decoded)) return asked;
  if (!part.pattern || part.pattern->search(asked.decoded) == true) {
    asked.kind = AskedId::Kind::exact;
    asked.value = asked.decoded;
  } else if (is_plain(asked.decoded) && fits_no_form(*part.pattern, asked.decoded)) {
    asked.kind = AskedId::Kind::invalid;
  }
  return asked;
}

bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

// The 32 digits of a UUID in whatever dress, in lower case; empty: it is none.
std::string digits_of(std::string_view text) {
  std::string digits = to_lower(text);
  for (const std::string_view dress : {"urn:uuid:", "{"})
    if (digits.starts_with(dress)) digits.erase(0, dress.size());
  if (digits.ends_with('}')) digits.pop_back();
  std::erase(digits, '-');
  return digits.size() == 32 && std::all_of(digits.begin(), digits.end(), is_hex) ? digits : "";
}

std::string canonical(const std::string& digits) {
  return digits.substr(0, 8) + '-' + digits.substr(8, 4) + '-' + digits.substr(12, 4) + '-' + digits.substr(16, 4) +
         '-' + digits.substr(20);
}

// Letters that no reader of a UUID forgives: Python's takes "0x" for a sign of base sixteen.
bool is_no_uuid(std::string_view text) {
  return is_plain(text) && std::any_of(text.begin(), text.end(), [](char c) {
           return std::isalpha(static_cast<unsigned char>(c)) != 0 && !is_hex(c) && c != 'x' && c != 'X';
         });
}

AskedId read_uuid(AskedId asked) {
  const std::string digits = digits_of(trimmed(asked.decoded));
  if (!digits.empty()) {
    asked.value = canonical(digits);
    // RFC 9562 section 4: upper case on input is the same to everyone.
    asked.kind = asked.value == to_lower(asked.decoded) ? AskedId::Kind::exact : AskedId::Kind::variant;
  } else if (is_no_uuid(asked.decoded)) {
    asked.kind = AskedId::Kind::invalid;
  }
  return asked;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// What two words have in common for who looks at neither case, digits nor what stands between letters.
std::string letters_of(std::string_view text) {
  std::string letters = to_lower(text);
  std::erase_if(letters, [](char c) { return !is_letter(c); });
  return letters;
}

// Words that mean a value, or none, to some reader of another type than texts.
constexpr std::array<std::string_view, 4> of_nothing = {"null", "none", "nil", "undefined"};
constexpr std::array<std::string_view, 2> of_infinity = {"inf", "infinity"};
constexpr std::array<std::string_view, 6> of_numbers = {"nan", "inf", "infinity", "true", "false", "e"};
constexpr std::array<std::string_view, 22> of_booleans = {
    "true",    "false",   "yes",      "no",     "on",       "off", "t",       "f",         "y",   "n",   "enable",
    "enabled", "disable", "disabled", "active", "inactive", "ok",  "checked", "unchecked", "nan", "inf", "infinity"};
constexpr std::array<std::string_view, 40> of_days = {
    "january",  "february", "march",     "april",     "august",   "september", "october",   "november",
    "december", "monday",   "tuesday",   "wednesday", "thursday", "friday",    "saturday",  "sunday",
    "today",    "tomorrow", "yesterday", "midnight",  "infinity", "undefined", "latest",    "current",
    "first",    "never",    "epoch",     "local",     "start",    "begin",     "beginning", "forever",
    "always",   "anytime",  "whenever",  "later",     "earliest", "oldest",    "newest",    "recent"};

template <std::size_t Count>
bool is_one_of(std::string_view text, const std::array<std::string_view, Count>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// A text that holds letters and no digit, which no reader of numbers, booleans or times has a value for but by a word.
bool is_word(const std::string& text) {
  return is_plain(text) && std::any_of(text.begin(), text.end(), is_letter) &&
         std::none_of(text.begin(), text.end(), is_digit) && !is_one_of(letters_of(text), of_nothing);
}

// The number without a sign, zeros or a fraction that are not needed; empty: it is none in plain digits.
std::string plain_number(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  std::string whole(text.substr(0, text.find('.')));
  std::string fraction(whole.size() < text.size() ? text.substr(whole.size() + 1) : "");
  const auto are_digits = [](const std::string& digits) { return std::all_of(digits.begin(), digits.end(), is_digit); };
  if (whole.empty() || !are_digits(whole) || !are_digits(fraction)) return {};
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  const std::string number = whole + (fraction.empty() ? "" : '.' + fraction);
  return (is_negative && number != "0" ? "-" : "") + number;
}

AskedId as_value(AskedId asked, const std::string& value) {
  asked.kind = asked.decoded == value ? AskedId::Kind::exact : AskedId::Kind::variant;
  asked.value = value;
  return asked;
}

constexpr double largest = 9007199254740992.0;  // 2^53: beyond it JavaScript rounds

// The integer that JavaScript reads: with an exponent, rounded, or in base two, eight or sixteen.
std::optional<double> integer_of_javascript(const std::string& text) {
  const std::string lower = to_lower(text);
  const int base = lower.starts_with("0x") ? 16 : lower.starts_with("0o") ? 8 : lower.starts_with("0b") ? 2 : 10;
  const std::string digits = base == 10 ? lower : lower.substr(2);
  const std::string_view letters = base == 10 ? "0123456789.e+-" : "0123456789abcdef";
  if (digits.empty() || digits.find_first_not_of(letters) != std::string::npos) return std::nullopt;
  char* end = nullptr;
  const double value =
      base == 10 ? std::strtod(digits.c_str(), &end) : static_cast<double>(std::strtoull(digits.c_str(), &end, base));
  if (*end != '\0' || std::floor(value) != value) return std::nullopt;
  return value;
}

AskedId read_integer(const IdentityPart& part, std::string_view raw_text) {
  AskedId asked = read_token_id(raw_text);
  if (asked.kind != AskedId::Kind::invalid || part.numerals == IdentityPart::Numerals::decimal) return asked;
  const std::optional<double> integer = integer_of_javascript(asked.decoded);
  if (is_one_of(letters_of(asked.decoded), of_infinity)) asked.kind = AskedId::Kind::unclear;  // an integer to ajv
  if (!integer) return asked;
  asked.kind = std::abs(*integer) < largest ? AskedId::Kind::variant : AskedId::Kind::unclear;
  if (asked.kind == AskedId::Kind::variant) asked.value = std::to_string(static_cast<std::int64_t>(*integer));
  return asked;
}

AskedId read_number(AskedId asked) {
  const std::string number = asked.decoded.size() <= longest ? plain_number(trimmed(asked.decoded)) : "";
  if (!number.empty()) return as_value(std::move(asked), number);
  if (is_word(asked.decoded) && !is_one_of(letters_of(asked.decoded), of_numbers)) asked.kind = AskedId::Kind::invalid;
  return asked;
}

AskedId read_boolean(AskedId asked) {
  const std::string value = to_lower(asked.decoded);
  if (value == "true" || value == "false") return as_value(std::move(asked), value);
  if (is_word(asked.decoded) && !is_one_of(letters_of(asked.decoded), of_booleans)) asked.kind = AskedId::Kind::invalid;
  return asked;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

AskedId read_word(const IdentityPart& part, AskedId asked) {
  const std::string text = to_lower(trimmed(asked.decoded)), letters = letters_of(text);
  std::size_t alike = 0;
  std::string value;
  bool is_far = !letters.empty() && is_plain(asked.decoded) && !is_one_of(letters, of_nothing);
  for (const std::string& word : part.words) {
    if (word == asked.decoded && is_plain(word)) return as_value(std::move(asked), word);
    if (to_lower(word) == text) ++alike, value = word;
    is_far = is_far && is_ascii(word) && letters_of(word) != letters;
  }
  if (alike == 1 && is_plain(text)) return as_value(std::move(asked), value);
  if (is_far) asked.kind = AskedId::Kind::invalid;
  return asked;
}

std::string in_utc(const Instant& instant) {
  const std::string second = date_and_time(std::chrono::sys_seconds{std::chrono::seconds(instant.seconds)});
  return second + (instant.fraction.empty() ? "" : '.' + instant.fraction) + 'Z';
}

// Four letters and less may be a month, a day, a zone or a time to somebody.
bool is_no_time(const std::string& text) {
  const std::string letters = letters_of(text);
  return is_word(text) && letters.size() > 4 && !is_one_of(letters, of_days);
}

// Python and others know no year 0, and none of more than four digits.
bool has_year(std::string_view time) {
  return time.size() > 4 && time[4] == '-' && time[0] != '-' && !time.starts_with("0000");
}

AskedId read_date(AskedId asked) {
  const bool is_long_enough = asked.decoded.size() == std::string_view("2026-01-01").size();
  if (is_long_enough && has_year(asked.decoded) && parse_rfc3339(asked.decoded + "T00:00:00Z")) {
    const std::string date = asked.decoded;
    return as_value(std::move(asked), date);
  }
  if (is_no_time(asked.decoded)) asked.kind = AskedId::Kind::invalid;
  return asked;
}

AskedId read_date_time(AskedId asked) {
  const auto instant = asked.decoded.size() <= longest ? parse_rfc3339(asked.decoded) : std::nullopt;
  const std::string utc = instant ? in_utc(*instant) : "";
  if (has_year(asked.decoded) && has_year(utc)) return as_value(std::move(asked), utc);
  if (is_no_time(asked.decoded)) asked.kind = AskedId::Kind::invalid;
  return asked;
}

}  // namespace

AskedId read_part(const IdentityPart& part, std::string_view raw_text) {
  AskedId asked{.decoded = percent_decode(raw_text)};
  using enum IdentityPart::Type;
  switch (part.type) {
    case integer: return read_integer(part, raw_text);
    case number: return read_number(std::move(asked));
    case boolean: return read_boolean(std::move(asked));
    case word: return read_word(part, std::move(asked));
    case uuid: return read_uuid(std::move(asked));
    case date: return read_date(std::move(asked));
    case date_time: return read_date_time(std::move(asked));
    case text: break;
  }
  asked = read_text(part, std::move(asked));
  const bool is_forgiven = asked.kind == AskedId::Kind::invalid && (part.pattern->search(raw_text) != false ||
                                                                    is_one_of(letters_of(asked.decoded), of_nothing));
  if (is_forgiven) asked.kind = AskedId::Kind::unclear;
  return asked;
}

bool has_few_values(const IdentityPart& part) {
  return part.type == IdentityPart::Type::boolean || part.type == IdentityPart::Type::word;
}

std::string_view nobody_of(const IdentityPart& part) {
  using enum IdentityPart::Type;
  switch (part.type) {
    case integer:
    case number: return "170141183460469231731687303715884105728";  // 2^127
    case uuid: return nobodys_uuid;
    case text: return nobody;
    case boolean:
    case word:
    case date:
    case date_time: break;
  }
  return {};
}

}  // namespace assay

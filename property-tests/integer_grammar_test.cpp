// The mock's scanner against a slow reading of the same rules: the two productions as regular expressions.
#include "mock/fastapi/integer_grammar.h"

#include <algorithm>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include "tests/law.h"

namespace assay::test {
namespace {

const std::string white_space =
    "(?:[\t-\r "
    "]|\xC2\x85|\xC2\xA0|\xE1\x9A\x80|\xE2\x80[\x80-\x8A]|\xE2\x80\xA8|\xE2\x80\xA9|\xE2\x80\xAF|\xE2\x81\x9F|"
    "\xE3\x80\x80)*";
const std::regex ordinary(white_space + "([+-]?)(?:0|0[0_]*0|(?:0[0_]*)?([1-9](?:_?[0-9])*))(?:\\.0+)?" + white_space);
const std::regex late_sign(white_space + "\\+?0[0_]*-(?:_?0|_?([1-9](?:_?[0-9])*))(?:\\.0+)?" + white_space);

// The value by the rules, or nothing; for texts far below the limits of size.
std::optional<std::string> slow_reading(const std::string& text) {
  std::smatch match;
  std::string number;
  bool negative = false;
  if (std::regex_match(text, match, ordinary)) {
    number = match[2].str();
    negative = match[1] == "-";
  } else if (std::regex_match(text, match, late_sign)) {
    number = match[1].str();
    negative = true;
  } else {
    return std::nullopt;
  }
  number.erase(std::remove(number.begin(), number.end(), '_'), number.end());
  if (number.empty()) return "0";
  return (negative ? "-" : "") + number;
}

std::optional<std::string> scanner_reading(const std::string& text) {
  const auto reading = read_integer(text);
  const auto* value = std::get_if<std::string>(&reading);
  return value != nullptr ? std::optional(*value) : std::nullopt;
}

// Pieces from which integers and near misses are made.
rc::Gen<std::string> piece() {
  return rc::gen::weightedElement<std::string>({{20, "0"},
                                                {10, "1"},
                                                {5, "9"},
                                                {10, "_"},
                                                {6, "-"},
                                                {4, "+"},
                                                {6, "."},
                                                {3, ".0"},
                                                {2, " "},
                                                {1, "\t"},
                                                {1, "\x1C"},
                                                {1, "\xC2\xA0"},
                                                {1, "\xE2\x80\x8A"},
                                                {1, "\xE2\x80\x8B"},
                                                {1, "\xEF\xBC\x91"},
                                                {1, "e"},
                                                {1, std::string(1, '\0')}});
}

rc::Gen<std::string> joined(const rc::Gen<std::vector<std::string>>& parts) {
  return rc::gen::map(parts, [](const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts) all += text;
    return all;
  });
}

// About one in seven is an integer.
rc::Gen<std::string> pieces() {
  return joined(rc::gen::resize(10, rc::gen::container<std::vector<std::string>>(piece())));
}

// What the grammar allows, in its order: nearly every draw is an integer.
rc::Gen<std::string> integer_text() {
  const auto one_of = [](std::vector<std::string> texts) { return rc::gen::elementOf(std::move(texts)); };
  return rc::gen::map(rc::gen::tuple(one_of({"", " ", "\xC2\x85"}), one_of({"", "", "-", "+"}),
                                     one_of({"", "0", "00", "0_", "0__0", "0_-"}), rc::gen::inRange(0, 2000000),
                                     one_of({"", ".0", ".000"}), one_of({"", "\n", "\xE3\x80\x80"})),
                      [](const auto& parts) {
                        const auto& [before, sign, zeros, number, fraction, after] = parts;
                        return before + sign + zeros + std::to_string(number) + fraction + after;
                      });
}

}  // namespace

TEST_CASE("the integer grammar agrees with a slow reading of its rules") {
  rc::prop("on pieces in any order", [] {
    const auto texts = *rc::gen::container<std::vector<std::string>>(100, pieces());
    for (const std::string& text : texts) RC_ASSERT(scanner_reading(text) == slow_reading(text));
  });

  rc::prop("on integers", [] {
    const std::string text = *integer_text();
    RC_ASSERT(scanner_reading(text) == slow_reading(text));
  });

  rc::prop("on integers of which one byte was changed", [] {
    std::string text = *integer_text();
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const std::string replacement = *piece();
    text.replace(at, 1, replacement);
    RC_ASSERT(scanner_reading(text) == slow_reading(text));
  });
}

TEST_CASE("an integer that was read reads as itself") {
  rc::prop("canonical text is a fixed point", [] {
    const auto value = scanner_reading(*integer_text());
    RC_PRE(value.has_value());
    RC_ASSERT(scanner_reading(*value) == value);
  });
}

TEST_CASE("the limits of size count what the rules count") {
  rc::prop("plain digits", [] {
    const auto digits = *rc::gen::inRange<std::size_t>(4290, 4310);
    const auto sign = *rc::gen::element<std::string>("", "-", "+");
    const auto reading = read_integer(sign + std::string(digits, '7'));
    const std::size_t counted = digits + (sign == "-" ? 1 : 0);
    if (counted <= 4300) {
      RC_ASSERT(std::holds_alternative<std::string>(reading));
    } else {
      RC_ASSERT(std::get<IntegerFault>(reading) ==
                (sign == "+" ? IntegerFault::int_parsing : IntegerFault::int_parsing_size));
    }
  });
}

}  // namespace assay::test

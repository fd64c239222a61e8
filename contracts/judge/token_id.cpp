#include "contracts/judge/token_id.h"

#include <algorithm>
#include <array>
#include <set>

#include "contracts/http/http.h"

namespace assay {
namespace {

constexpr std::size_t longest_word =
    100;  // find-my-way, Fastify's router, answers 404 to a longer parameter (maxParamLength)
constexpr std::string_view harmless = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,_+-";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Unicode White_Space in UTF-8; ASCII first since it is what is met.
constexpr std::array<std::string_view, 25> white_space = {" ",
                                                          "\t",
                                                          "\n",
                                                          "\v",
                                                          "\f",
                                                          "\r",
                                                          "\xC2\x85",
                                                          "\xC2\xA0",
                                                          "\xE1\x9A\x80",
                                                          "\xE2\x80\x80",
                                                          "\xE2\x80\x81",
                                                          "\xE2\x80\x82",
                                                          "\xE2\x80\x83",
                                                          "\xE2\x80\x84",
                                                          "\xE2\x80\x85",
                                                          "\xE2\x80\x86",
                                                          "\xE2\x80\x87",
                                                          "\xE2\x80\x88",
                                                          "\xE2\x80\x89",
                                                          "\xE2\x80\x8A",
                                                          "\xE2\x80\xA8",
                                                          "\xE2\x80\xA9",
                                                          "\xE2\x80\xAF",
                                                          "\xE2\x81\x9F",
                                                          "\xE3\x80\x80"};

std::string_view trim(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    for (const auto space : white_space) {
      if (text.starts_with(space)) text.remove_prefix(space.size()), again = true;
      if (text.ends_with(space)) text.remove_suffix(space.size()), again = true;
    }
  }
  return text;
}

// Takes a ".", ".0", ".00" off the end.
std::string_view without_zero_fraction(std::string_view text) {
  const auto point = text.find('.');
  if (point == std::string_view::npos) return text;
  const auto fraction = text.substr(point + 1);
  return fraction.find_first_not_of('0') == std::string_view::npos ? text.substr(0, point) : text;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  return digits.empty() ? "0" : digits;
}

bool is_canonical(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const bool all_digits = !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
  return all_digits && (text.size() == 1 || text.front() != '0');
}

// Signs, zeros, single underscores and a zero fraction around digits: what a lenient parser might forgive. pydantic 2
// also reads "0-1" as -1, so a minus sign may follow leading zeros.
bool is_variant(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  const auto zeros = std::min(text.find_first_not_of("0_"), text.size());
  if (zeros > 0 && zeros < text.size() && text[zeros] == '-') text.remove_prefix(zeros + 1);
  if (text.empty() || std::none_of(text.begin(), text.end(), is_digit)) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '_'; });
}

std::string signed_digits(std::string_view text) {
  const std::string digits = digits_of(text);
  return text.find('-') != std::string_view::npos && digits != "0" ? "-" + digits : digits;
}

}  // namespace

AskedId read_token_id(std::string_view raw_segment) {
  AskedId asked{.decoded = percent_decode(raw_segment)};
  if (is_canonical(asked.decoded)) {
    asked.kind = AskedId::Kind::exact;
    asked.value = asked.decoded == "-0" ? "0" : asked.decoded;
    return asked;
  }
  const auto trimmed = without_zero_fraction(trim(asked.decoded));
  if (is_variant(trimmed)) {
    asked.kind = AskedId::Kind::variant;
    asked.value = signed_digits(trimmed);
  } else if (asked.decoded.size() <= longest_word && asked.decoded.find_first_not_of(harmless) == std::string::npos &&
             asked.decoded.find_first_not_of(" .") != std::string::npos) {
    asked.kind = AskedId::Kind::invalid;
  }
  return asked;
}

namespace {

// What tells ids apart: of an integer its canonical text, else the text as it is.
std::string told_apart_by(const std::string& id) {
  const AskedId asked = read_token_id(id);
  return asked.kind == AskedId::Kind::exact ? asked.value : id;
}

}  // namespace

std::string id_given_twice(const std::vector<std::string>& ids) {
  std::set<std::string> known;
  for (const std::string& id : ids)
    if (!known.insert(told_apart_by(id)).second) return id;
  return {};
}

std::string id_shared(const std::vector<std::string>& ids, const std::vector<std::string>& others) {
  for (const std::string& id : ids)
    for (const std::string& other : others)
      if (told_apart_by(id) == told_apart_by(other)) return id;
  return {};
}

}  // namespace assay

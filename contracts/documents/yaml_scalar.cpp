#include "contracts/documents/yaml_scalar.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace assay {
namespace {

using nlohmann::json;

const json no_value(json::value_t::discarded);

bool one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::string_view without_sign(std::string_view text) {
  return text.starts_with('+') || text.starts_with('-') ? text.substr(1) : text;
}

bool all_of(std::string_view text, std::string_view letters) {
  return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

std::optional<std::int64_t> integer(std::string_view text, int base) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

json real(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? json(value) : no_value;
}

json decimal(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto value = integer(text, 10);
  return value ? json(*value) : real(text);
}

json based(std::string_view digits, int base) {
  const auto value = integer(digits, base);
  return value ? json(*value) : no_value;
}

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool looks_real(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  const std::string_view rest = without_sign(text);
  const std::size_t e = rest.find_first_of("eE");
  if (e != std::string_view::npos && !all_of(without_sign(rest.substr(e + 1)), digits)) return false;
  const std::string_view mantissa = rest.substr(0, e);
  const std::size_t point = mantissa.find('.');
  if (point == std::string_view::npos) return all_of(mantissa, digits);
  const std::string_view whole = mantissa.substr(0, point);
  const std::string_view part = mantissa.substr(point + 1);
  return (whole.empty() || all_of(whole, digits)) && (part.empty() || all_of(part, digits)) &&
         !(whole.empty() && part.empty());
}

}  // namespace

json core_schema_value(std::string_view text) {
  if (one_of(text, {"", "~", "null", "Null", "NULL"})) return nullptr;
  if (one_of(text, {"true", "True", "TRUE"})) return true;
  if (one_of(text, {"false", "False", "FALSE"})) return false;
  if (one_of(text, {".nan", ".NaN", ".NAN"}) || one_of(without_sign(text), {".inf", ".Inf", ".INF"})) return no_value;
  if (all_of(without_sign(text), "0123456789")) return decimal(text);
  if (text.starts_with("0o") && all_of(text.substr(2), "01234567")) return based(text.substr(2), 8);
  if (text.starts_with("0x") && all_of(text.substr(2), "0123456789abcdefABCDEF")) return based(text.substr(2), 16);
  if (looks_real(text)) return real(text);
  return std::string(text);
}

}  // namespace assay

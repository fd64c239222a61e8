#include "contracts/schema/number.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>

namespace assay {
namespace {

using nlohmann::json;

// Holds each integer of 64 bits and each double.
using Wide = long double;
static_assert(std::numeric_limits<Wide>::digits >= 64);

Wide wide(const json& number) {
  if (number.is_number_unsigned()) return static_cast<Wide>(number.get<std::uint64_t>());
  return number.is_number_integer() ? static_cast<Wide>(number.get<std::int64_t>()) : number.get<double>();
}

// Of digits beyond 64 bits; the divisor is below 2^59, so that ten times a remainder fits.
std::uint64_t remainder_of(const std::string& digits, std::uint64_t divisor) {
  std::uint64_t rest = 0;
  for (const char c : digits) {
    if (c != '-') rest = (rest * 10 + static_cast<std::uint64_t>(c - '0')) % divisor;
  }
  return rest;
}

std::string number_text(const json& number) {
  if (number.is_number_integer()) return number.dump();
  const double value = number.get<double>();
  if (is_integral(number) && std::abs(value) < 9.2e18) return std::to_string(static_cast<std::int64_t>(value));
  if (is_integral(number) && value > 0 && value < 1.8e19) return std::to_string(static_cast<std::uint64_t>(value));
  return json(value).dump();
}

}  // namespace

int compare(const SentNumber& number, const json& bound) {
  if (number.digits != nullptr && bound.is_number_integer()) return number.digits->front() == '-' ? -1 : 1;
  const Wide left = wide(number.value);
  const Wide right = wide(bound);
  return left < right ? -1 : left > right ? 1 : 0;
}

bool is_integral(const json& number) {
  if (number.is_number_integer()) return true;
  const double value = number.is_number_float() ? number.get<double>() : 0.5;
  return std::isfinite(value) && std::floor(value) == value;
}

bool is_multiple(const SentNumber& number, const json& step) {
  constexpr std::uint64_t largest_divisor = std::uint64_t{1} << 59;
  if (number.digits != nullptr && step.is_number_integer() && step.get<std::uint64_t>() < largest_divisor)
    return remainder_of(*number.digits, step.get<std::uint64_t>()) == 0;
  const Wide value = wide(number.value);
  const Wide unit = wide(step);
  if (is_integral(step) || !is_integral(number.value)) {
    if (std::fmod(value, unit) == 0) return true;
    if (is_integral(step)) return false;
  }
  const auto quotient = static_cast<double>(value) / static_cast<double>(unit);
  if (!std::isfinite(quotient)) return false;
  return std::abs(quotient - std::round(quotient)) <= 4 * std::numeric_limits<double>::epsilon() * std::abs(quotient);
}

std::string canonical(const json& value) {
  if (value.is_number()) return number_text(value);
  if (!value.is_structured()) return value.dump(-1, ' ', false, json::error_handler_t::replace);
  std::string text = value.is_object() ? "{" : "[";
  for (const auto& [name, part] : value.items()) {
    if (value.is_object()) text += canonical(json(name)) + ":";
    text += canonical(part) + ",";
  }
  return text + (value.is_object() ? "}" : "]");
}

}  // namespace assay

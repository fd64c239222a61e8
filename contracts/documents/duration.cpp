#include "contracts/documents/duration.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <utility>

namespace assay {
namespace {

using std::chrono::microseconds;

// From the longest, so that a whole number of a long unit is written in it.
constexpr std::array<std::pair<std::string_view, std::int64_t>, 6> units = {
    {{"d", 86'400'000'000}, {"h", 3'600'000'000}, {"m", 60'000'000}, {"s", 1'000'000}, {"ms", 1000}, {"us", 1}}};

[[noreturn]] void refuse(std::string_view text) {
  throw std::invalid_argument("\"" + std::string(text) + "\" is no length of time; write 200ms, 1.5s, 90m, 2h or 30d");
}

std::int64_t unit_called(std::string_view name, std::string_view text) {
  for (const auto& [unit, size] : units)
    if (unit == name) return size;
  refuse(text);
}

}  // namespace

microseconds parse_duration(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + digits, number, std::chars_format::fixed);
  if (read.ec != std::errc{} || read.ptr != text.data() + digits) refuse(text);
  const double count = number * static_cast<double>(unit_called(text.substr(digits), text));
  if (count > static_cast<double>(longest_duration.count()))
    throw std::invalid_argument("\"" + std::string(text) + "\" is longer than 36600d");
  return microseconds{std::llround(count)};
}

std::string to_text(microseconds duration) {
  const std::int64_t count = std::abs(duration.count());
  if (count == 0) return "0s";
  for (const auto& [unit, size] : units)
    if (count % size == 0) return (duration.count() < 0 ? "-" : "") + std::to_string(count / size) + std::string(unit);
  return {};
}

}  // namespace assay

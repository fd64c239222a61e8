#include "reports/timestamp.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace assay {

std::string to_timestamp(std::chrono::system_clock::time_point time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(floor<milliseconds>(time - day));
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text.data();
}

std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) {
  static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  unsigned day = 0, hours = 0, minutes = 0, seconds = 0;
  int year = 0, length = 0;
  std::array<char, 4> month{};
  const std::string copy(text);
  if (std::sscanf(copy.c_str(), "%*3[A-Za-z], %2u %3[A-Za-z] %4d %2u:%2u:%2u GMT%n", &day, month.data(), &year, &hours,
                  &minutes, &seconds, &length) != 6 ||
      static_cast<std::size_t>(length) != copy.size())
    return std::nullopt;
  const std::size_t at = months.find(month.data());
  if (at == std::string_view::npos || at % 3 != 0 || hours > 23 || minutes > 59 || seconds > 60) return std::nullopt;
  using namespace std::chrono;
  const year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(at / 3 + 1)),
                            std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return sys_days(date) + std::chrono::hours(hours) + std::chrono::minutes(minutes) + std::chrono::seconds(seconds);
}

}  // namespace assay

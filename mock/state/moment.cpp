#include "mock/state/moment.h"

#include <array>
#include <cstdint>
#include <stdexcept>

namespace assay {
namespace {

// Writes `number`, 0 to 10^width - 1, with leading zeros.
template <std::size_t width, typename Number>
void put_digits(char* to, Number number) {
  auto rest = static_cast<std::uint32_t>(number);  // a narrow division is several times as fast as a wide one
  for (std::size_t i = width; i > 0; --i, rest /= 10) to[i - 1] = static_cast<char>('0' + rest % 10);
}

void append_moment(std::string& out, Moment moment) {
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(moment - day);
  std::array<char, 27> text = {"0000-00-00T00:00:00.000000"};
  put_digits<4>(&text[0], static_cast<int>(date.year()));
  put_digits<2>(&text[5], static_cast<unsigned>(date.month()));
  put_digits<2>(&text[8], static_cast<unsigned>(date.day()));
  put_digits<2>(&text[11], time.hours().count());
  put_digits<2>(&text[14], time.minutes().count());
  put_digits<2>(&text[17], time.seconds().count());
  const auto micros = time.subseconds().count();
  put_digits<6>(&text[20], micros);
  out.append(text.data(), micros == 0 ? 19 : 26).append(1, 'Z');
}

}  // namespace

Moment checked(Moment moment) {
  if (moment < first_moment || moment > last_moment)
    throw std::invalid_argument("that is outside of the years 0000 to 9999 (UTC), which a date-time can write");
  return moment;
}

Moment moment_of(const Instant& instant) {
  std::string micros = instant.fraction.substr(0, 6);
  micros.resize(6, '0');
  return checked(Moment{std::chrono::seconds{instant.seconds} + std::chrono::microseconds{std::stoll(micros)}});
}

std::string to_http_date(Moment instant) {
  constexpr std::string_view days = "SunMonTueWedThuFriSat";
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::string digits = to_rfc3339(instant);  // 2026-01-31T08:15:30Z
  std::string text(days.substr(std::chrono::weekday(day).c_encoding() * 3, 3));
  text.append(", ").append(digits, 8, 2).append(" ");
  text.append(months.substr((static_cast<unsigned>(date.month()) - 1) * 3, 3)).append(" ");
  return text.append(digits, 0, 4).append(" ").append(digits, 11, 8).append(" GMT");
}

std::string to_rfc3339(Moment instant) {
  std::string out;
  append_moment(out, instant);
  return out;
}

}  // namespace assay

#include "contracts/schema/rfc3339.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <tuple>

namespace assay {
namespace {

constexpr std::string_view month_names[] = {"January", "February", "March",     "April",   "May",      "June",
                                            "July",    "August",   "September", "October", "November", "December"};

struct Reading {
  std::optional<Instant> instant{};
  std::string why{};
};

Reading wrong(std::string why) { return {.instant = {}, .why = std::move(why)}; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes `count` digits from the front of `text`; -1 when they are not there.
int take_number(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (!is_digit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
};

bool take_date(std::string_view& text, Date& date) {
  return (date.year = take_number(text, 4)) >= 0 && take(text, "-") && (date.month = take_number(text, 2)) >= 0 &&
         take(text, "-") && (date.day = take_number(text, 2)) >= 0;
}

std::chrono::year_month_day calendar(const Date& date) { return std::chrono::year(date.year) / date.month / date.day; }

std::string wrong_date(const Date& date) {
  if (date.month < 1 || date.month > 12) return "there is no month " + std::to_string(date.month);
  if (calendar(date).ok()) return {};
  return std::string(month_names[date.month - 1]) + " " + std::to_string(date.year) + " has no day " +
         std::to_string(date.day);
}

struct Clock {
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::string fraction{};  // without trailing zeros
};

bool take_clock(std::string_view& text, Clock& clock) {
  const bool read = (clock.hour = take_number(text, 2)) >= 0 && take(text, ":") &&
                    (clock.minute = take_number(text, 2)) >= 0 && take(text, ":") &&
                    (clock.second = take_number(text, 2)) >= 0;
  if (!read || !take(text, ".")) return read;
  const std::string_view start = text;
  while (take(text, "0123456789")) continue;
  clock.fraction = start.substr(0, start.size() - text.size());
  if (clock.fraction.empty()) return false;
  clock.fraction.erase(clock.fraction.find_last_not_of('0') + 1);
  return true;
}

std::string wrong_clock(const Clock& clock) {
  if (clock.hour > 23) return "there is no hour " + std::to_string(clock.hour);
  if (clock.minute > 59) return "there is no minute " + std::to_string(clock.minute);
  if (clock.second > 60) return "there is no second " + std::to_string(clock.second);
  return {};
}

// Seconds east of UTC.
bool take_offset(std::string_view& text, int& offset) {
  if (take(text, "Zz")) return true;
  const int sign = !text.empty() && text.front() == '-' ? -1 : 1;
  if (!take(text, "+-")) return false;
  const int hour = take_number(text, 2);
  const bool colon = take(text, ":");
  const int minute = take_number(text, 2);
  offset = sign * (hour * 3600 + minute * 60);
  return colon && hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59;
}

bool first_second_of_a_month(std::int64_t seconds) {
  using namespace std::chrono;
  const sys_seconds moment{std::chrono::seconds(seconds)};
  const sys_days day = floor<days>(moment);
  return moment == day && year_month_day(day).day() == std::chrono::day(1);
}

Reading read(std::string_view text) {
  Date date;
  Clock clock;
  int offset = 0;
  if (!take_date(text, date)) return wrong("it does not start with a date as YYYY-MM-DD");
  if (std::string why = wrong_date(date); !why.empty()) return wrong(std::move(why));
  if (!take(text, "Tt")) return wrong(text.empty() ? "no time after the date" : "no T between date and time");
  if (!take_clock(text, clock)) return wrong("no time as hh:mm:ss, with a point and digits after it or nothing");
  if (std::string why = wrong_clock(clock); !why.empty()) return wrong(std::move(why));
  if (text.empty()) return wrong("no offset from UTC");
  if (!take_offset(text, offset)) return wrong("the offset from UTC is neither Z nor +hh:mm or -hh:mm");
  if (!text.empty()) return wrong("something stands after the offset");
  const std::chrono::sys_days day = calendar(date);
  const std::int64_t seconds = std::int64_t{day.time_since_epoch().count()} * 86400 + clock.hour * 3600 +
                               clock.minute * 60 + clock.second - offset;
  if (clock.second == 60 && !first_second_of_a_month(seconds)) {
    return wrong("second 60 stands only at 23:59:60 UTC of the last day of a month");
  }
  return {.instant = Instant{.seconds = seconds, .fraction = clock.fraction}, .why = {}};
}

}  // namespace

bool operator<(const Instant& a, const Instant& b) {
  return std::tie(a.seconds, a.fraction) < std::tie(b.seconds, b.fraction);
}

std::optional<Instant> parse_rfc3339(std::string_view text) { return read(text).instant; }

std::string date_and_time(std::chrono::sys_seconds second) {
  using namespace std::chrono;
  const auto day = floor<days>(second);
  const year_month_day date{day};
  const hh_mm_ss time{second - day};
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

std::string explain_rfc3339(std::string_view text) { return read(text).why; }

}  // namespace assay

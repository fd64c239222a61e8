// RFC 3339 held against instants drawn as fields: the text is printed from them, their seconds counted day by day's
// rule, by hand and independent of what parse_rfc3339 uses.
#include "contracts/schema/rfc3339.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "tests/law.h"

namespace assay::test {
namespace {

struct Fields {
  int year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::string fraction{};  // digits
  int offset = 0;          // minutes east of UTC
};

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

// Counted year by year and month by month from the year 0.
std::int64_t seconds_of(const Fields& f) {
  std::int64_t days = -719528;  // 0000-01-01
  for (int year = 0; year < f.year; ++year) days += is_leap(year) ? 366 : 365;
  for (int month = 1; month < f.month; ++month) days += days_in(f.year, month);
  days += f.day - 1;
  return ((days * 24 + f.hour) * 60 + f.minute - f.offset) * 60 + f.second;
}

std::string print(const Fields& f, const char* letters = "TZ") {
  char head[64];
  std::snprintf(head, sizeof head, "%04d-%02d-%02d%c%02d:%02d:%02d", f.year, f.month, f.day, letters[0], f.hour,
                f.minute, f.second);
  const std::string text = head + (f.fraction.empty() ? "" : "." + f.fraction);
  if (f.offset == 0) return text + letters[1];
  char zone[16];
  const int minutes = f.offset < 0 ? -f.offset : f.offset;
  std::snprintf(zone, sizeof zone, "%c%02d:%02d", f.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
  return text + zone;
}

rc::Gen<Fields> any_fields() {
  return rc::gen::exec([] {
    Fields f;
    f.year = *rc::gen::oneOf(rc::gen::inRange(0, 10000), rc::gen::element(0, 1600, 1900, 1970, 2000, 2024, 9999));
    f.month = *rc::gen::inRange(1, 13);
    f.day = *rc::gen::inRange(1, days_in(f.year, f.month) + 1);
    f.hour = *rc::gen::inRange(0, 24);
    f.minute = *rc::gen::inRange(0, 60);
    f.second = *rc::gen::inRange(0, 60);
    f.fraction = *rc::gen::container<std::string>(rc::gen::inRange('0', static_cast<char>('9' + 1)));
    f.offset = *rc::gen::inRange(-1439, 1440);
    return f;
  });
}

// The first value that is too large as often as any other.
rc::Gen<int> from(int edge, int end) { return rc::gen::oneOf(rc::gen::just(edge), rc::gen::inRange(edge, end)); }

std::string without_trailing_zeros(std::string digits) {
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  return digits;
}

}  // namespace

TEST_CASE("every instant printed from its fields is read as those fields") {
  rc::prop("print, then parse", [] {
    const Fields f = *any_fields();
    const auto instant = parse_rfc3339(print(f, *rc::gen::element("TZ", "tz", "Tz", "tZ")));
    RC_ASSERT(instant.has_value());
    RC_ASSERT(instant->seconds == seconds_of(f));
    RC_ASSERT(instant->fraction == without_trailing_zeros(f.fraction));
  });
}

TEST_CASE("one instant in two offsets is one instant") {
  rc::prop("same second, other clock", [] {
    Fields f = *any_fields();
    RC_PRE(f.day > 1 && f.day < 28);
    Fields other = f;
    const int shift = *rc::gen::inRange(-600, 600);
    other.offset = 0;
    f.offset = 0;
    const int local = other.hour * 60 + other.minute + shift;
    other.day += local < 0 ? -1 : local >= 1440 ? 1 : 0;
    other.hour = ((local + 1440) % 1440) / 60;
    other.minute = (local + 1440) % 60;
    other.offset = shift;
    other.fraction += "000";
    RC_ASSERT(parse_rfc3339(print(f)) == parse_rfc3339(print(other)));
  });
}

TEST_CASE("instants are ordered as their seconds and digits are") {
  rc::prop("a < b", [] {
    const Fields a = *any_fields();
    Fields b = *rc::gen::element(true, false) ? *any_fields() : a;
    b.fraction = *rc::gen::element(b.fraction, a.fraction, a.fraction + "0", a.fraction + "1");
    const std::size_t width = std::max(a.fraction.size(), b.fraction.size());
    const auto key = [&](const Fields& f) {
      return std::pair(seconds_of(f), f.fraction + std::string(width - f.fraction.size(), '0'));
    };
    const Instant first = parse_rfc3339(print(a)).value();
    const Instant second = parse_rfc3339(print(b)).value();
    RC_ASSERT((first < second) == (key(a) < key(b)));
    RC_ASSERT((first == second) == (key(a) == key(b)));
  });
}

TEST_CASE("a field out of its range makes no instant") {
  rc::prop("one field too far", [] {
    Fields f = *any_fields();
    switch (*rc::gen::inRange(0, 6)) {
      case 0: f.month = *rc::gen::element(0, 13, 99); break;
      case 1: f.day = *rc::gen::element(0, days_in(f.year, f.month) + 1, 99); break;
      case 2: f.hour = *from(24, 100); break;
      case 3: f.minute = *from(60, 100); break;
      case 4: f.second = *from(61, 100); break;
      default: f.offset = *rc::gen::element(-1, 1) * *from(1440, 5999); break;
    }
    RC_ASSERT_FALSE(parse_rfc3339(print(f)).has_value());
    RC_ASSERT_FALSE(explain_rfc3339(print(f)).empty());
  });
}

TEST_CASE("second 60 is read where the next second begins a month in UTC, and nowhere else") {
  rc::prop("leap seconds", [] {
    Fields f = *any_fields();
    if (*rc::gen::inRange(0, 4) != 0) {  // often where it may be
      f.day = days_in(f.year, f.month);
      f.hour = 23;
      f.minute = 59;
      f.offset = *rc::gen::weightedElement<int>({{3, 0}, {1, 60}});
    }
    f.second = 60;
    Fields next{.year = f.year, .month = f.month, .day = days_in(f.year, f.month)};
    const std::int64_t end_of_month = seconds_of(next) + 86400;
    const std::int64_t start_of_month = end_of_month - 86400LL * days_in(f.year, f.month);
    const bool allowed = seconds_of(f) == end_of_month || seconds_of(f) == start_of_month;
    RC_ASSERT(parse_rfc3339(print(f)).has_value() == allowed);
  });
}

TEST_CASE("a date-time with one byte lost, doubled or replaced is read only when it still has the grammar") {
  rc::prop("near misses", [] {
    std::string text = print(*any_fields());
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const char stray = *rc::gen::element(' ', '\0', '-', ':', '.', 'Z', 'T', '+', 'x', ',', '/', '\n');
    switch (*rc::gen::inRange(0, 3)) {
      case 0: text.erase(at, 1); break;
      case 1: text.insert(at, 1, text[at]); break;
      default: text[at] = stray;
    }
    const std::size_t tail = text.find_first_of("+-Zz", 11);  // 11: past the date and its T
    const bool date =
        text.size() > 19 && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':';
    const bool could = date && tail != std::string::npos && (text.size() - tail == 6 || text.size() - tail == 1) &&
                       (tail == 19 || (text[19] == '.' && tail > 20));
    if (!could) RC_ASSERT_FALSE(parse_rfc3339(text).has_value());
    RC_ASSERT(parse_rfc3339(text).has_value() == explain_rfc3339(text).empty());
  });
}

}  // namespace assay::test

// The signature fits, and the time does not.
#include <charconv>
#include <cstdint>
#include <cstdlib>

#include "contracts/signatures/mistake_kinds.h"

namespace assay {
namespace {

bool is_late_signature(const MistakeQuestion& question) {
  return question.verification.secret && !question.verification.is_in_time;
}

// "7 min 12 s".
std::string spoken(std::chrono::seconds time) {
  const std::int64_t all = std::abs(time.count());
  const std::int64_t days = all / 86400, hours = all / 3600 % 24, minutes = all / 60 % 60, seconds = all % 60;
  std::string text;
  const auto add = [&](std::int64_t count, const char* unit) {
    if (count > 0) text += (text.empty() ? "" : " ") + std::to_string(count) + unit;
  };
  add(days, " d");
  add(hours, " h");
  add(minutes, " min");
  add(seconds, " s");
  return text.empty() ? "0 s" : text;
}

// The timestamp in seconds, had it been written in milliseconds.
std::optional<std::chrono::seconds> age_of_milliseconds(const MistakeQuestion& question) {
  const auto& age = question.verification.age;
  if (!age) return std::nullopt;
  const auto now = question.receipt.now.time_since_epoch();
  return now - std::chrono::seconds((now - *age).count() / 1000);
}

std::string other_unit(const MistakeQuestion& question) {
  if (!is_late_signature(question)) return {};
  if (!question.verification.age)
    return "the signature fits, and the timestamp is no number of whole seconds since 1970, in digits alone: a "
           "receiver "
           "cannot tell how old the delivery is";
  const auto tolerance = question.receipt.tolerance;
  const auto age = age_of_milliseconds(question);
  if (*age > tolerance || -*age > tolerance) return {};
  return "the signature fits, and the timestamp is in milliseconds: the sender has to write seconds";
}

std::string clock_off(const MistakeQuestion& question) {
  if (!is_late_signature(question) || !question.verification.age) return {};
  const auto age = *question.verification.age;
  const std::string bound = ", and " + spoken(question.receipt.tolerance) + " are tolerated: ";
  if (age.count() > 0)
    return "the signature fits, and its timestamp is " + spoken(age) + " old" + bound +
           "a clock is wrong, or the delivery waited or is replayed (of a kept one give the time as --now)";
  return "the signature fits, and its timestamp lies " + spoken(age) + " in the future" + bound +
         "one of the two clocks is wrong";
}

}  // namespace

std::vector<SignatureMistake> mistakes_of_time() {
  return {{"timestamp-unit", "The timestamp is not in whole seconds: milliseconds, a date", other_unit},
          {"clock", "The timestamp is older or newer than the tolerance", clock_off}};
}

}  // namespace assay

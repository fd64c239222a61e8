#include "mock/state/clock.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include "contracts/documents/duration.h"
#include "contracts/schema/rfc3339.h"

namespace assay {
namespace {

using std::chrono::microseconds;

std::int64_t pack(const ClockSetting& setting) {
  const bool stands = setting.runs == ClockSetting::Runs::not_at_all;
  return stands ? setting.at.time_since_epoch().count() * 2 + 1 : setting.ahead.count() * 2;
}

ClockSetting unpack(std::int64_t state) {
  const microseconds time{state >> 1};
  if ((state & 1) == 0) return {.ahead = time};
  return {.runs = ClockSetting::Runs::not_at_all, .at = Moment{time}};
}

Moment moment_at(const ClockSetting& setting) {
  if (setting.runs == ClockSetting::Runs::not_at_all) return setting.at;
  return std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now()) + setting.ahead;
}

}  // namespace

ClockSetting parse_clock(std::string_view text) {
  const bool ahead = text.starts_with('+');
  if (ahead || text.starts_with('-')) {
    const auto distance = parse_duration(text.substr(1));
    return {.ahead = ahead ? distance : -distance};
  }
  const auto instant = parse_rfc3339(text);
  if (!instant)
    throw std::invalid_argument("\"" + std::string(text) +
                                "\" is neither a date-time as 2026-01-31T08:15:30Z nor a shift as +90m or -2d (" +
                                explain_rfc3339(text) + ")");
  return {.runs = ClockSetting::Runs::not_at_all, .at = moment_of(*instant)};
}

Clock::Clock(const ClockSetting& setting) : state_(pack(setting)) {}

Moment Clock::now() const { return std::min(moment_at(setting()), last_moment); }

ClockSetting Clock::setting() const { return unpack(state_.load()); }

void Clock::set(const ClockSetting& setting) { state_.store(pack(setting)); }

void Clock::advance(microseconds by) {
  std::int64_t state = state_.load();
  do checked(moment_at(unpack(state)) + by);
  while (!state_.compare_exchange_weak(state, state + by.count() * 2));
}

}  // namespace assay

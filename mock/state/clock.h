// The mock's clock: the machine's, some time before or behind it, or one that stands still.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "mock/state/moment.h"

namespace assay {

// What a clock was set to.
struct ClockSetting {
  enum class Runs { with_machine, not_at_all } runs = Runs::with_machine;
  std::chrono::microseconds ahead{0};  // with_machine: of the machine's clock; negative is behind
  Moment at{};                         // not_at_all: where it stands
  bool operator==(const ClockSetting&) const = default;
};

// "2026-01-31T08:15:30Z" stands there; "+90m", "-2d" runs that far ahead of the machine's clock or behind it; "+0s" is
// the machine's clock. Throws std::invalid_argument, with a sentence that says what is wrong, for anything else.
ClockSetting parse_clock(std::string_view text);

// May be used from several threads at once; a reader sees each change whole.
class Clock {
 public:
  explicit Clock(const ClockSetting& setting = {});

  Moment now() const;  // one that runs past the year 9999 stands at its last microsecond
  ClockSetting setting() const;
  void set(const ClockSetting& setting);

  // Negative: back; it goes on standing or running. Throws std::invalid_argument, and stays as it was, where it would
  // leave the years 0000 to 9999. `by` is at most longest_duration either way.
  void advance(std::chrono::microseconds by);

 private:
  // Microseconds twice, plus one when they are a place to stand and not a distance: one word, so that reading takes no
  // lock.
  std::atomic<std::int64_t> state_{0};
};

}  // namespace assay

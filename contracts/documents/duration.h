// Lengths of time as people write them in flags and rules: 250us, 200ms, 1.5s, 90m, 2h, 30d.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace assay {

inline constexpr std::chrono::microseconds longest_duration = std::chrono::hours(24 * 366 * 100);

// A number without sign, in digits with at most one point, and one of the units us, ms, s, m, h, d; to the microsecond,
// at most longest_duration. Throws std::invalid_argument, with a sentence for a person, for anything else.
std::chrono::microseconds parse_duration(std::string_view text);

// The shortest such text in whole numbers: "1500ms", "2s", "0s"; negative ones get a '-'.
std::string to_text(std::chrono::microseconds duration);

}  // namespace assay

// What the mock takes from the world: the time and randomness. Passed in, so that a run can be repeated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "mock/state/moment.h"

namespace assay {

// What a secret is drawn for: the k-th of a token in a session.
struct Draw {
  std::string_view session{};
  std::string_view id{};
  std::uint64_t k = 0;
};

// Both functions may be called from several threads at once.
struct Env {
  std::function<Moment()> now{};
  // `count` random bytes. Throws std::runtime_error when the source of randomness fails.
  std::function<std::string(const Draw&, std::size_t count)> random_bytes{};
};

// The machine's clock; bytes of OpenSSL's generator, different at every call.
Env system_env();

// Where a seeded run's clock stands, always: 2026-01-01T00:00:00Z.
inline constexpr Moment seeded_start{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};

// A clock that stands at `start`; bytes that depend on (seed, session, id, k) alone, so that equal runs give equal
// answers however requests overlap (HMAC-SHA256). Not for secrets that protect anything.
Env seeded_env(std::uint64_t seed, Moment start = seeded_start);

}  // namespace assay

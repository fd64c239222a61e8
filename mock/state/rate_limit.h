// How many requests a minute a caller may make.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "contracts/http/http.h"
#include "mock/state/moment.h"

namespace assay {

// What a caller has left in its minute.
struct Allowance {
  bool granted = true;
  int limit = 0;
  int remaining = 0;
  Moment reset{};                // when the caller's minute ends
  std::chrono::seconds wait{0};  // until then, rounded up
};

// Counts in fixed minutes, each beginning with a caller's first request after its last minute ended. A refused request
// is not counted. Callers are told apart by name; of the minutes that are held (4096 at most) those that are over go
// first, then the oldest. May be used from several threads at once.
class RateLimit {
 public:
  explicit RateLimit(int a_minute);  // > 0
  Allowance take(std::string_view caller, Moment now);

 private:
  struct Minute {
    Moment begin{};
    int taken = 0;
  };

  Minute& minute_of(std::string_view caller, Moment now);
  void make_room(Moment now);

  const int a_minute_;
  std::mutex mutex_{};
  std::unordered_map<std::string, Minute> minutes_{};
};

// X-RateLimit-Limit, -Remaining and -Reset (seconds since 1970, on the mock's clock); before them Retry-After where the
// request was not granted.
void append_rate_headers(Headers& headers, const Allowance& allowance);

}  // namespace assay

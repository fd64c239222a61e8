#include "mock/state/rate_limit.h"

#include <algorithm>

namespace assay {
namespace {

constexpr std::chrono::minutes minute{1};
constexpr std::size_t most_callers = 4096;

bool is_over(Moment begin, Moment now) { return now >= begin + minute || now < begin; }

}  // namespace

RateLimit::RateLimit(int a_minute) : a_minute_(a_minute) {}

Allowance RateLimit::take(std::string_view caller, Moment now) {
  const std::lock_guard lock(mutex_);
  Minute& own = minute_of(caller, now);
  const bool granted = own.taken < a_minute_;
  if (granted) own.taken += 1;
  const Moment reset = own.begin + minute;
  return {.granted = granted,
          .limit = a_minute_,
          .remaining = a_minute_ - own.taken,
          .reset = reset,
          .wait = std::chrono::ceil<std::chrono::seconds>(reset - now)};
}

RateLimit::Minute& RateLimit::minute_of(std::string_view caller, Moment now) {
  const auto found = minutes_.find(std::string(caller));
  if (found == minutes_.end()) {
    make_room(now);
    return minutes_.emplace(caller, Minute{.begin = now}).first->second;
  }
  if (is_over(found->second.begin, now)) found->second = {.begin = now};
  return found->second;
}

void RateLimit::make_room(Moment now) {
  if (minutes_.size() < most_callers) return;
  std::erase_if(minutes_, [&](const auto& held) { return is_over(held.second.begin, now); });
  if (minutes_.size() < most_callers) return;
  const auto oldest = std::min_element(minutes_.begin(), minutes_.end(),
                                       [](const auto& a, const auto& b) { return a.second.begin < b.second.begin; });
  minutes_.erase(oldest);
}

void append_rate_headers(Headers& headers, const Allowance& allowance) {
  const auto reset = std::chrono::ceil<std::chrono::seconds>(allowance.reset).time_since_epoch().count();
  if (!allowance.granted) headers.push_back({"Retry-After", std::to_string(allowance.wait.count())});
  headers.push_back({"X-RateLimit-Limit", std::to_string(allowance.limit)});
  headers.push_back({"X-RateLimit-Remaining", std::to_string(allowance.remaining)});
  headers.push_back({"X-RateLimit-Reset", std::to_string(reset)});
}

}  // namespace assay

#include "contracts/plan/retry_after.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "contracts/http/http_date.h"

namespace assay {
namespace {

using std::chrono::seconds;
using std::chrono::system_clock;

constexpr seconds longest{10LL * 365 * 24 * 3600};

std::optional<seconds> read_seconds(std::string_view text) {
  const bool digits =
      !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return std::nullopt;
  long long count = 0;
  const auto error = std::from_chars(text.data(), text.data() + text.size(), count).ec;
  return error == std::errc{} ? std::min(seconds(count), longest) : longest;
}

}  // namespace

std::optional<seconds> retry_after(const Response& response, system_clock::time_point now) {
  const auto text = find_header(response.headers, "Retry-After");
  if (!text) return std::nullopt;
  if (const auto wait = read_seconds(*text)) return wait;
  const auto date = parse_http_date(*text);
  if (!date) return std::nullopt;
  return std::clamp(std::chrono::ceil<seconds>(*date - now), seconds(0), longest);
}

}  // namespace assay

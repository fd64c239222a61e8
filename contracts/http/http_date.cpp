#include "contracts/http/http_date.h"

#include <array>
#include <ctime>
#include <string>

namespace assay {

std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) {
  constexpr std::array forms = {"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"};
  const std::string whole(text);
  for (const char* form : forms) {
    std::tm parts{};
    const char* end = strptime(whole.c_str(), form, &parts);
    if (end == nullptr || end != whole.c_str() + whole.size()) continue;
    const int day = parts.tm_mday;
    const std::chrono::sys_seconds time{std::chrono::seconds(timegm(&parts))};
    return parts.tm_mday == day ? std::optional(time) : std::nullopt;  // 31 February would become a day of March
  }
  return std::nullopt;
}

}  // namespace assay

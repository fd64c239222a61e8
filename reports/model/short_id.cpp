#include "reports/model/short_id.h"

#include <algorithm>

namespace assay {

std::string short_id(std::string_view id) {
  constexpr std::size_t longest = 24, shown = 4;
  if (id.size() <= longest) return std::string(id);
  const std::size_t sign = id.front() == '-' ? 1 : 0;
  const bool is_number = std::all_of(id.begin() + static_cast<std::ptrdiff_t>(sign), id.end(),
                                     [](char c) { return c >= '0' && c <= '9'; });
  const std::string size =
      is_number ? std::to_string(id.size() - sign) + " digits" : std::to_string(id.size()) + " characters";
  return std::string(id.substr(0, sign + shown)) + "..." + std::string(id.substr(id.size() - shown)) + " (" + size +
         ')';
}

}  // namespace assay

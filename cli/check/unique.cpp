#include "cli/check/unique.h"

#include <algorithm>
#include <array>
#include <random>

namespace assay {
namespace {

// RFC 9562 5.4.
std::string new_uuid() {
  std::random_device random;
  std::string uuid = "xxxxxxxx-xxxx-4xxx-Nxxx-xxxxxxxxxxxx";
  for (char& c : uuid) {
    const unsigned drawn = random() & 15U;
    if (c == 'x') c = "0123456789abcdef"[drawn];
    if (c == 'N') c = "89ab"[drawn & 3U];
  }
  return uuid;
}

}  // namespace

bool is_unique(std::string_view value) { return value.find(unique_mark) != std::string_view::npos; }

Request with_unique_values(Request request) {
  for (Header& header : request.headers)
    for (auto at = header.value.find(unique_mark); at != std::string::npos; at = header.value.find(unique_mark))
      header.value.replace(at, unique_mark.size(), new_uuid());
  return request;
}

bool names_repetition(std::string_view name) {
  constexpr std::array<std::string_view, 3> others = {"repeatability-request-id", "paypal-request-id",
                                                      "opc-retry-token"};
  std::string plain = to_lower(name);
  std::replace(plain.begin(), plain.end(), '_', '-');
  return plain.find("idempoten") != std::string::npos || std::find(others.begin(), others.end(), plain) != others.end();
}

}  // namespace assay

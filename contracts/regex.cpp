#include "contracts/regex.h"

#include <regex>

#include "contracts/json_body.h"

namespace assay {
namespace {

// wchar_t holds a whole code point on the systems that assay runs on.
static_assert(sizeof(wchar_t) == 4);

std::wstring code_points(std::string_view text) {
  std::wstring wide;
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    std::uint32_t point = length == 1 ? first : first & (0xffu >> (length + 1));
    for (std::size_t i = 1; i < length && at + i < text.size(); ++i) {
      point = (point << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3fu);
    }
    wide += static_cast<wchar_t>(point);
    at += length;
  }
  return wide;
}

// libstdc++'s second engine: no recursion by character and no exponential time, unlike its first; it has no back references.
constexpr auto engine = std::regex_constants::ECMAScript | std::regex_constants::__polynomial;

}  // namespace

struct Regex::Compiled {
  std::wregex regex;
};

Regex::Regex(std::string_view pattern)
    : compiled_(std::make_shared<const Compiled>(Compiled{.regex = std::wregex(code_points(pattern), engine)})) {}

bool Regex::search(std::string_view text) const { return std::regex_search(code_points(text), compiled_->regex); }

std::string wrong_regex(std::string_view pattern) {
  if (pattern.size() > 1000) return "is longer than 1000 bytes";
  if (find_invalid_utf8(pattern) != std::string_view::npos) return "is not UTF-8";
  try {
    const std::wregex wide(code_points(pattern), engine);
    const std::regex narrow{std::string(pattern)};
    return {};
  } catch (const std::regex_error& error) {
    return std::string("is no regular expression that is understood (") + error.what() + ")";
  }
}

}  // namespace assay

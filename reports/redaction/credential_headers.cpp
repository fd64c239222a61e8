#include "reports/redaction/credential_headers.h"

#include <algorithm>
#include <array>

#include "contracts/secrets/decoding.h"
#include "contracts/secrets/harmless_headers.h"

namespace assay {
namespace {

std::vector<std::string> cookie_values(std::string_view cookies) {
  std::vector<std::string> values;
  while (!cookies.empty()) {
    const std::string_view cookie = cookies.substr(0, cookies.find(';'));
    cookies.remove_prefix(std::min(cookies.size(), cookie.size() + 1));
    values.emplace_back(cookie.substr(cookie.find('=') + 1));
  }
  return values;
}

std::vector<std::string> basic_parts(const std::string& credential) {
  std::string user_and_password;
  visit_base64_runs(credential, 1, [&](const std::string& bytes, const auto& begin_of, const auto&) {
    if (begin_of(0) == 0) user_and_password = bytes;
  });
  const std::size_t colon = user_and_password.find(':');
  if (colon == std::string::npos) return {credential};
  return {user_and_password, user_and_password.substr(colon + 1)};
}

}  // namespace

bool is_credential_header(std::string_view name) {
  static constexpr std::array<std::string_view, 12> marks = {"authorization", "cookie",  "apikey",   "token",
                                                             "secret",        "session", "password", "signature",
                                                             "-key",          "-auth",   "jwt",      "api_key"};
  const std::string lower = to_lower(name);
  if (is_harmless_header(lower) || lower.ends_with("authenticate")) return false;
  return std::any_of(marks.begin(), marks.end(), [&](auto mark) { return lower.find(mark) != std::string::npos; });
}

std::vector<std::string> credential_parts(const Header& header) {
  const std::string& value = header.value;
  if (equal_ignoring_case(header.name, "cookie")) return cookie_values(value);
  if (equal_ignoring_case(header.name, "set-cookie")) return {cookie_values(value.substr(0, value.find(';')))};
  const std::size_t space = value.find(' ');
  if (space == std::string::npos) return {value};
  const std::string credential = value.substr(space + 1);
  if (equal_ignoring_case(value.substr(0, space), "basic")) return basic_parts(credential);
  const bool has_scheme =
      to_lower(header.name).ends_with("authorization") || equal_ignoring_case(value.substr(0, space), "bearer");
  return has_scheme ? std::vector{credential} : std::vector{value, credential};
}

}  // namespace assay

#include "reports/redaction.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "contracts/decoding.h"
#include "contracts/secret_members.h"
#include "contracts/tainted_values.h"
#include "contracts/value_search.h"

namespace assay {
namespace {

constexpr std::string_view kName = "secret#";
constexpr std::string_view kHiddenCredential = "(credential, not shown)";

std::string name_of(std::size_t number) { return std::string(kName) + std::to_string(number); }

bool is_mask(std::string_view value) {
  static constexpr std::array<std::string_view, 4> marks = {"*", "\u2022", "\u25CF", "\u2026"};
  while (!value.empty()) {
    const auto mark = std::find_if(marks.begin(), marks.end(), [&](auto text) { return value.starts_with(text); });
    if (mark == marks.end()) return false;
    value.remove_prefix(mark->size());
  }
  return true;
}

// A name that redaction itself gives.
bool is_our_name(std::string_view value) {
  return value.starts_with(kName) && value.find_first_not_of("0123456789", kName.size()) == std::string_view::npos;
}

std::vector<std::string> cookie_values(std::string_view cookies) {
  std::vector<std::string> values;
  while (!cookies.empty()) {
    const std::string_view cookie = cookies.substr(0, cookies.find(';'));
    cookies.remove_prefix(std::min(cookies.size(), cookie.size() + 1));
    values.emplace_back(cookie.substr(cookie.find('=') + 1));
  }
  return values;
}

// What is secret in the value of a credential header.
std::vector<std::string> secret_parts(const Header& header) {
  if (equal_ignoring_case(header.name, "cookie")) return cookie_values(header.value);
  const std::size_t space = header.value.find(' ');
  if (space == std::string::npos) return {header.value};
  const std::string credential = header.value.substr(space + 1);
  if (!equal_ignoring_case(header.value.substr(0, space), "basic")) return {credential};
  std::string user_and_password;
  visit_base64_runs(credential, 1, [&](const std::string& bytes, const auto& begin_of, const auto&) {
    if (begin_of(0) == 0) user_and_password = bytes;
  });
  const std::size_t colon = user_and_password.find(':');
  if (colon == std::string::npos) return {credential};
  return {user_and_password, user_and_password.substr(colon + 1)};
}

}  // namespace

struct Redactor::State {
  std::vector<std::string> pointers{};
  std::string public_text{};
  TaintedValues values{};
  std::set<std::string, std::less<>> hidden{};  // header values with a credential too short to be searched for
};

Redactor::Redactor(std::vector<std::string> secret_pointers, std::string public_text)
    : state_(std::make_unique<State>(State{std::move(secret_pointers), std::move(public_text), {}, {}})) {}
Redactor::~Redactor() = default;
Redactor::Redactor(Redactor&&) noexcept = default;
Redactor& Redactor::operator=(Redactor&&) noexcept = default;

bool Redactor::taint(std::string_view value) {
  if (value.size() < TaintedValues::kShortest || is_mask(value) || is_our_name(value)) return false;
  if (!state_->values.number_of(value) && state_->public_text.find(value) != std::string::npos) return false;
  state_->values.add(value);
  return true;
}

void Redactor::taint_answer(std::string_view body) {
  for (const std::string& secret : secrets_in(body, state_->pointers)) taint(secret);
}

void Redactor::taint_history(const History& history) {
  for (const Exchange& exchange : history.exchanges)
    if (const Response* response = response_of(exchange)) taint_answer(response->body);
}

void Redactor::taint_credentials(const Headers& headers) {
  for (const Header& header : headers) {
    if (!is_credential_header(header.name)) continue;
    for (const std::string& part : secret_parts(header))
      if (!taint(part) && !part.empty()) state_->hidden.insert(header.value);
  }
}

std::string Redactor::redact(std::string_view text) const {
  std::string redacted;
  std::size_t done = 0;
  for (const TaintedSpan& span : find_values(state_->values, text)) {
    redacted.append(text.substr(done, span.begin - done)).append(name_of(span.number));
    done = span.end;
  }
  return redacted.append(text.substr(done));
}

std::string Redactor::redact_header(const Header& header) const {
  if (state_->hidden.contains(header.value)) return std::string(kHiddenCredential);
  return redact(header.value);
}

std::string Redactor::redact_argument(std::string_view argument) const {
  const std::size_t colon = argument.find(':');
  if (colon == std::string_view::npos || !is_credential_header(argument.substr(0, colon))) return redact(argument);
  const std::size_t value = std::min(argument.find_first_not_of(' ', colon + 1), argument.size());
  const std::string name(argument.substr(0, colon));
  return name + ": " + redact_header({name, std::string(argument.substr(value))});
}

std::vector<std::string> Redactor::find(std::string_view text) const {
  std::vector<std::string> names;
  for (const TaintedSpan& span : find_values(state_->values, text))
    if (const std::string name = name_of(span.number); std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  return names;
}

std::size_t Redactor::size() const { return state_->values.size(); }

bool is_credential_header(std::string_view name) {
  static constexpr std::array<std::string_view, 9> marks = {"authorization", "cookie",  "api-key",  "apikey",   "token",
                                                            "secret",        "session", "password", "signature"};
  const std::string lower = to_lower(name);
  return std::any_of(marks.begin(), marks.end(), [&](auto mark) { return lower.find(mark) != std::string::npos; });
}

}  // namespace assay

#include "reports/redaction.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "contracts/harmless_headers.h"
#include "contracts/secret_members.h"
#include "contracts/tainted_values.h"
#include "contracts/value_search.h"
#include "reports/credential_headers.h"
#include "reports/unknown_secrets.h"

namespace assay {
namespace {

constexpr std::string_view kName = "secret#";
// Bytes: a shorter value of a server's session header is hidden where it stands alone, since it may be a word like "active".
constexpr std::size_t kShortestSession = 12;

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

}  // namespace

struct Redactor::State {
  std::vector<std::string> pointers{};
  std::vector<std::string> plain_members{};
  std::string public_text{};
  TaintedValues values{};
  // Headers (name in lower case, value) with a credential that is not searched for elsewhere.
  std::set<std::pair<std::string, std::string>> hidden{};

  bool is_public(std::string_view text) const { return public_text.find(text) != std::string::npos; }
};

Redactor::Redactor(std::vector<std::string> secret_pointers, std::string public_text,
                   std::vector<std::string> plain_members)
    : state_(std::make_unique<State>(
          State{std::move(secret_pointers), std::move(plain_members), std::move(public_text), {}, {}})) {}
Redactor::~Redactor() = default;
Redactor::Redactor(Redactor&&) noexcept = default;
Redactor& Redactor::operator=(Redactor&&) noexcept = default;

bool Redactor::taint(std::string_view value) {
  if (value.size() < TaintedValues::kShortest || is_mask(value) || is_our_name(value)) return false;
  if (!state_->values.number_of(value) && state_->is_public(value)) return false;
  state_->values.add(value);
  return true;
}

void Redactor::publish(std::string_view text) {
  if (!state_->is_public(text)) state_->public_text.append(1, '\n').append(text);
}

void Redactor::taint_answer(std::string_view body) {
  for (const std::string& secret : secrets_in(body, state_->pointers)) taint(secret);
}

void Redactor::taint_answer(const Response& response) {
  taint_answer(response.body);
  for (const Header& header : response.headers)
    if (is_credential_header(header.name)) taint_header(header, kShortestSession);
}

void Redactor::taint_history(const History& history) {
  for (const Exchange& exchange : history.exchanges)
    if (const Response* response = response_of(exchange)) taint_answer(*response);
}

void Redactor::taint_credentials(const Headers& headers) {
  for (const Header& header : headers)
    if (!is_harmless_header(header.name)) taint_header(header, TaintedValues::kShortest);
}

void Redactor::taint_header(const Header& header, std::size_t shortest) {
  for (const std::string& part : credential_parts(header))
    if (!part.empty() && (part.size() < shortest || !taint(part)))
      state_->hidden.emplace(to_lower(header.name), header.value);
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
  if (state_->hidden.contains({to_lower(header.name), header.value})) return std::string(kHiddenCredential);
  return redact(header.value);
}

std::string Redactor::redact_argument(std::string_view argument) const {
  const std::size_t colon = argument.find(':');
  if (colon == std::string_view::npos) return redact(argument);
  std::size_t name = 0;
  for (const std::string_view flag : {"--header=", "-H"})
    if (argument.starts_with(flag)) name = std::min(flag.size(), colon);
  const std::size_t value = std::min(argument.find_first_not_of(' ', colon + 1), argument.size());
  const Header header{std::string(argument.substr(name, colon - name)), std::string(argument.substr(value))};
  if (redact_header(header) != kHiddenCredential) return redact(argument);
  return std::string(argument.substr(0, colon)).append(": ").append(kHiddenCredential);
}

bool Redactor::may_hold_unknown_secret(std::string_view body) const {
  return !shows_texts_at(body, state_->pointers) &&
         holds_drawn_word(redact(body), state_->plain_members,
                          [this](std::string_view word) { return state_->is_public(word); });
}

std::vector<std::string> Redactor::find(std::string_view text) const {
  std::vector<std::string> names;
  for (const TaintedSpan& span : find_values(state_->values, text))
    if (const std::string name = name_of(span.number); std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  return names;
}

std::size_t Redactor::size() const { return state_->values.size(); }

}  // namespace assay

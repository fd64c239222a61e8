#include "reports/redaction/redactor.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "contracts/secrets/decoding.h"
#include "contracts/secrets/harmless_headers.h"
#include "contracts/secrets/known_secrets.h"
#include "contracts/secrets/secret_members.h"
#include "reports/redaction/credential_headers.h"
#include "reports/redaction/shown_words.h"

namespace assay {
namespace {

constexpr std::string_view secret_name = "secret#";
constexpr std::string_view short_secret_name = "short-secret#";
constexpr std::string_view names_known[] = {secret_name, short_secret_name};
constexpr std::size_t shortest_word = 4;  // bytes of a short secret that is hidden beside its place too
constexpr std::size_t standard_digits = 10;
constexpr std::size_t longest_header = 8192;  // bytes
// Bytes: a shorter value of a server's session header is hidden where it stands alone, since it may be a word like
// "active".
constexpr std::size_t shortest_session = 12;

std::string name_of(std::size_t number) { return std::string(secret_name) + std::to_string(number); }

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
  return std::any_of(std::begin(names_known), std::end(names_known), [&](std::string_view name) {
    return value.starts_with(name) && value.find_first_not_of("0123456789", name.size()) == std::string_view::npos;
  });
}

// Headers of which a standard says that a number stands in them.
bool holds_number(const std::string& name) {
  static constexpr std::array<std::string_view, 8> standard = {
      "access-control-max-age",    "age",          "cache-control", "content-length", "keep-alive", "retry-after",
      "strict-transport-security", "server-timing"};
  return std::find(standard.begin(), standard.end(), name) != standard.end() ||
         name.find("ratelimit") != std::string::npos;
}

}  // namespace

struct Redactor::State {
  std::vector<std::string> pointers{};
  std::string public_text{};
  JsonNames names{};
  HarmlessWords words{};
  KnownSecrets values{};
  std::map<std::string, std::size_t, std::less<>> short_ones{};  // at a secret's place, and not tainted -> number
  // Headers (name in lower case, value) with a credential that is not searched for elsewhere.
  std::set<std::pair<std::string, std::string>> hidden{};

  bool is_public(std::string_view text) const { return public_text.find(text) != std::string::npos; }

  std::string short_name(std::string_view value) const {
    const auto known = short_ones.find(value);
    return known == short_ones.end() ? "" : std::string(short_secret_name) + std::to_string(known->second);
  }
  std::string name_at_place(std::string_view value) const {
    if (is_mask(value) || is_our_name(value)) return "";
    const std::string name = short_name(value);
    return name.empty() ? told_by_size(value) : name;
  }
  std::string name_of_word(std::string_view word) const {
    return word.size() < shortest_word || words.knows(word) ? "" : short_name(word);
  }
};

Redactor::Redactor(std::vector<std::string> secret_pointers, std::string_view public_text,
                   std::vector<std::string> plain_members)
    : state_(std::make_unique<State>()) {
  state_->names = {secret_names(secret_pointers), std::move(plain_members)};
  state_->pointers = std::move(secret_pointers);
  publish(public_text);
}
Redactor::~Redactor() = default;
Redactor::Redactor(Redactor&&) noexcept = default;
Redactor& Redactor::operator=(Redactor&&) noexcept = default;

bool Redactor::taint(std::string_view value) {
  if (value.size() < TaintedValues::least_bytes || is_mask(value) || is_our_name(value)) return false;
  if (!state_->values.number_of(value) && state_->is_public(value)) return false;
  state_->values.add(value);
  return true;
}

void Redactor::publish(std::string_view text) {
  if (state_->is_public(text)) return;
  state_->public_text.append(1, '\n').append(text);
  state_->words.learn(text);
}

void Redactor::learn_words(std::string_view text) { state_->words.learn(text); }

void Redactor::taint_answer(std::string_view body) {
  for (const std::string& secret : secrets_in(body, state_->pointers))
    if (!taint(secret) && !is_mask(secret) && !is_our_name(secret))
      state_->short_ones.try_emplace(secret, state_->short_ones.size() + 1);
}

void Redactor::taint_answer(const Response& response) {
  taint_answer(response.body);
  for (const Header& header : response.headers)
    if (is_credential_header(header.name)) taint_header(header, shortest_session);
}

void Redactor::learn_request(const Request& request) {
  HarmlessWords& words = state_->words;
  for (const std::string& text : {request.method, request.target, decode_percent(request.target).bytes, request.body})
    words.learn(text);
  for (const Header& header : request.headers)
    if (is_harmless_header(header.name)) words.learn(header.value);
}

void Redactor::taint_history(const History& history) {
  for (const Exchange& exchange : history.exchanges) {
    learn_request(exchange.request);
    if (const Response* response = response_of(exchange)) taint_answer(*response);
  }
}

void Redactor::taint_credentials(const Headers& headers) {
  for (const Header& header : headers)
    if (!is_harmless_header(header.name)) taint_header(header, TaintedValues::least_bytes);
}

void Redactor::taint_header(const Header& header, std::size_t shortest) {
  for (const std::string& part : credential_parts(header))
    if (!part.empty() && (part.size() < shortest || !taint(part)))
      state_->hidden.emplace(to_lower(header.name), header.value);
}

std::string Redactor::redact(std::string_view text) const {
  std::string redacted;
  std::size_t done = 0;
  for (const TaintedSpan& span : state_->values.find(text)) {
    redacted.append(text.substr(done, span.begin - done)).append(name_of(span.number));
    done = span.end;
  }
  return redacted.append(text.substr(done));
}

std::string Redactor::redact_header(const Header& header) const {
  if (state_->hidden.contains({to_lower(header.name), header.value})) return std::string(hidden_credential);
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
  if (redact_header(header) != hidden_credential) return redact(argument);
  return std::string(argument.substr(0, colon)).append(": ").append(hidden_credential);
}

std::string Redactor::show(std::string_view text, const Leeway& leeway, std::size_t limit) const {
  const WordRules rules{.words = state_->words,
                        .names = state_->names,
                        .name_at_place = [this](std::string_view value) { return state_->name_at_place(value); },
                        .name_of_word = [this](std::string_view word) { return state_->name_of_word(word); }};
  return show_words(redact(text), rules, leeway, limit);
}

std::string Redactor::show_header(const Header& header) const {
  const std::string name = to_lower(header.name);
  if (state_->hidden.contains({name, header.value})) return std::string(hidden_credential);
  Leeway leeway;
  if (holds_number(name)) leeway.digits = standard_digits;
  return show(header.value, leeway, longest_header);
}

std::vector<std::string> Redactor::find(std::string_view text) const {
  std::vector<std::string> names;
  for (const TaintedSpan& span : state_->values.find(text))
    if (const std::string name = name_of(span.number); std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  return names;
}

std::size_t Redactor::size() const { return state_->values.size(); }

}  // namespace assay

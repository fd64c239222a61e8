#include "contracts/judge/asked_id.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "contracts/identity_parts.h"
#include "contracts/judge/decimal.h"
#include "contracts/judge/text_id.h"

namespace assay {
namespace {

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool names_nobody(std::string_view text) {
  return text == nobodys_uuid || to_lower(text).find(nobody) != std::string::npos;
}

// Whether a text holds nobody's word, and no ASCII letter or digit around it but the word's own: whatever part of it a
// server takes is nobody's too.
bool is_harmless(std::string_view text) {
  const auto is_own = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) == 0 ||
           nobody.find(to_lower(std::string(1, c))) != std::string_view::npos;
  };
  return text == nobodys_uuid || (names_nobody(text) && std::all_of(text.begin(), text.end(), is_own));
}

// A query that asks for another method, and nothing else.
bool names_method(std::string_view query) {
  const std::string_view key = "?_method=";
  return query.starts_with(key) && query.find_first_of("&;=", key.size()) == std::string_view::npos &&
         !has_digit(query);
}

bool could_rotate_integer(const Operation& operation, std::string_view target) {
  // A digit that is no part of an escape stands in the id, in the query, or in a path that does not fit.
  const bool is_plain = target.find('%') == std::string::npos && !has_digit(operation.path);
  if (is_plain && has_digit(target)) return true;
  const std::string_view path = path_of(target);
  const auto segments = match(operation.path, path);
  if (!segments || segments->empty()) return true;
  return has_digit(percent_decode(segments->front())) || has_digit(target.substr(path.size()));
}

bool is_harmless(const IdentityPart& part, const std::string& raw_text) {
  const std::string text = percent_decode(raw_text);
  if (text.empty() || has_few_values(part)) return false;
  return part.is_number() ? !has_digit(text) : is_harmless(text);
}

bool could_rotate_part(const Operation& operation, const Request& request, std::string_view target) {
  const std::string query = without_identity(operation.identity, target.substr(path_of(target).size()));
  if (!query.empty() && !names_method(query)) return true;
  const bool is_in_body = stands_in(operation.identity, IdentityPart::In::body);
  if (is_in_body && !is_plain_body(operation.identity, operation.body, request.body)) return true;
  const auto parts = parts_in(operation.path, operation.identity, request);
  if (!parts || parts->empty()) return true;
  for (std::size_t k = 0; k < parts->size() && k < operation.identity.size(); ++k)
    if (!is_harmless(operation.identity[k], (*parts)[k])) return true;
  return false;
}

}  // namespace

bool is_integer_identity(const Operation& operation) {
  return operation.identity.empty() ||
         (operation.identity.size() == 1 && operation.identity.front().type == IdentityPart::Type::integer);
}

AskedId read_identity(const Operation& operation, const std::vector<std::string>& segments) {
  using enum AskedId::Kind;
  if (segments.empty()) return read_token_id("");
  if (operation.identity.empty()) return read_token_id(segments.front());
  if (is_integer_identity(operation)) return read_part(operation.identity.front(), segments.front());
  AskedId whole{.kind = exact};
  for (std::size_t k = 0; k < segments.size() && k < operation.identity.size(); ++k) {
    const AskedId part = read_part(operation.identity[k], segments[k]);
    whole.value += (k > 0 ? "," : "") + part.value;
    whole.decoded += (k > 0 ? "," : "") + part.decoded;
    whole.kind = std::max(whole.kind, part.kind);  // the least certain
  }
  if (whole.kind == invalid || whole.kind == unclear) whole.value.clear();
  return whole;
}

AskedId read_identity(const Operation& operation, std::string_view identity) {
  const std::size_t count = std::max<std::size_t>(operation.identity.size(), 1);
  const std::vector<std::string> parts = split_identity(identity, count);
  return parts.size() == count ? read_identity(operation, parts) : AskedId{};
}

std::string harmless_identity(const Operation& operation) {
  if (is_integer_identity(operation)) return std::string(no_id);
  std::string identity;
  for (const IdentityPart& part : operation.identity) {
    if (has_few_values(part)) return {};
    identity += (identity.empty() ? "" : ",") + std::string(part.type == IdentityPart::Type::integer ? no_id : nobody);
  }
  return identity;
}

std::string unknown_identity(const Operation& operation) {
  std::string identity;
  for (const IdentityPart& part : operation.identity) {
    if (nobody_of(part).empty()) return {};
    identity += (identity.empty() ? "" : ",") + std::string(nobody_of(part));
  }
  return identity;
}

namespace {

// The values that a part of few can have.
std::vector<std::string> values_of(const IdentityPart& part) {
  return part.type == IdentityPart::Type::boolean ? std::vector<std::string>{"true", "false"} : part.words;
}

std::string with_part(std::vector<std::string> parts, std::size_t k, const std::string& value) {
  parts[k] = value;
  std::string identity;
  for (const std::string& part : parts) identity += (&part == &parts.front() ? "" : ",") + part;
  return identity;
}

}  // namespace

std::vector<std::string> invalid_identities(const Operation& operation, const std::vector<std::string>& askable) {
  const auto& identity = operation.identity;
  const auto few = std::find_if(identity.begin(), identity.end(), has_few_values);
  if (few == identity.end() || std::count_if(identity.begin(), identity.end(), has_few_values) > 1 || askable.empty())
    return {};
  const auto k = static_cast<std::size_t>(few - identity.begin());
  const std::vector<std::string> own = split_identity(askable.front(), identity.size());
  const auto may_be = [&](const std::string& value) {
    return std::find(askable.begin(), askable.end(), with_part(own, k, value)) != askable.end();
  };
  const std::vector<std::string> values = values_of(*few);
  if (own.size() != identity.size() || !std::all_of(values.begin(), values.end(), may_be)) return {};
  std::vector<std::string> all;
  const std::string word(nobody);
  for (const std::string& text : {word, word + '-' + word, word + '_' + word, word + word, word})
    if (read_part(*few, text).kind == AskedId::Kind::invalid) all.push_back(with_part(own, k, text));
  return all;
}

bool is_nobodys(const Operation& operation, const AskedId& asked) {
  if (is_integer_identity(operation)) return never_issued(asked);
  if (asked.value.empty()) return false;
  const std::vector<std::string> parts = split_identity(asked.value, operation.identity.size());
  for (std::size_t k = 0; k < parts.size() && k < operation.identity.size(); ++k) {
    const IdentityPart& part = operation.identity[k];
    const bool is_integer = part.type == IdentityPart::Type::integer;
    if (is_integer ? never_issued(read_token_id(parts[k])) : parts[k] == nobody_of(part) || names_nobody(parts[k]))
      return true;
  }
  return false;
}

bool is_id_of(std::string_view identity, std::string_view shown) {
  const std::vector<std::string> parts = split_identity(identity, 0);
  return std::find(parts.begin(), parts.end(), shown) != parts.end();
}

std::string_view shown_part(std::string_view identity) {
  return identity.substr(identity.rfind(',') + 1);  // npos + 1 is 0
}

std::string plain_path(std::string_view path, Letters letters) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);
    std::string segment(path.substr(0, path.find('/')));
    path.remove_prefix(segment.size());
    segment = percent_decode(segment.substr(0, segment.find(';')));
    if (segment == ".." && !segments.empty()) segments.pop_back();
    if (!segment.empty() && segment != "." && segment != "..") segments.push_back(std::move(segment));
  }
  std::string plain;
  for (const auto& segment : segments) plain += "/" + segment;
  return letters == Letters::lower ? to_lower(plain) : plain;
}

namespace {

// The parameters as they are written, where the letters around them may be of any case.
std::optional<std::vector<std::string>> match_in_any_case(std::string_view path_template, std::string_view path) {
  const auto values = match(to_lower(path_template), to_lower(path));
  if (!values) return std::nullopt;
  std::vector<std::string> as_written;
  std::size_t at = 0, from = 0;  // in the path, and in the template
  for (const std::string& value : *values) {
    const std::size_t open = path_template.find('{', from);
    at += open - from;
    as_written.emplace_back(path.substr(at, value.size()));
    at += value.size();
    from = path_template.find('}', open) + 1;
  }
  return as_written;
}

}  // namespace

std::vector<AskedId> lenient_ids(const Operation& operation, const Request& request) {
  const std::string as_sent(path_of(request.target));
  std::vector<AskedId> ids;
  for (const std::string& path : {as_sent, percent_decode(as_sent)}) {
    if (path.empty() || path.front() != '/') continue;
    const auto segments = match_in_any_case(operation.path, plain_path(path, Letters::as_sent));
    if (!segments) continue;
    const std::vector<std::string> parts = parts_with(operation.identity, *segments, request);
    if (!parts.empty()) ids.push_back(read_identity(operation, parts));
  }
  return ids;
}

std::string asked_address(const Operation& operation, const Request& request) {
  std::string address = request.target;
  for (const auto& [part, text] : parts_beside_target(operation.identity, request)) address += '\n' + text;
  return address;
}

std::optional<AskedId> documented_id(const Operation& operation, const Request& request) {
  const auto parts = parts_in(operation.path, operation.identity, request);
  return parts && !parts->empty() ? std::optional(read_identity(operation, *parts)) : std::nullopt;
}

std::optional<AskedId> asked_id(const Operation& operation, const Request& request) {
  if (request.method != operation.method) return std::nullopt;
  std::optional<AskedId> asked = documented_id(operation, request);
  if (asked && !asked->value.empty()) return asked;
  for (const AskedId& lenient : lenient_ids(operation, request))
    if (!asked || !lenient.value.empty()) asked = lenient;
  return asked;
}

std::string without_query(std::string_view query, std::string_view target) {
  const std::string_view path = path_of(target), asked = target.substr(path.size());
  if (query.empty() || !asked.starts_with(query)) return std::string(target);
  const std::string_view more = asked.substr(query.size());
  if (!more.empty() && more.front() != '&') return std::string(target);
  return std::string(path) + (more.empty() ? "" : "?" + std::string(more.substr(1)));
}

namespace {

// A plain GET of the path, with the query, the identity and nothing else that a server could take for another request.
bool is_plain_get(const std::string& path, const std::string& query, const std::vector<IdentityPart>& identity,
                  const Request& request) {
  if (path.empty() || request.method != "GET" || !request.body.empty()) return false;
  const auto overrides = [](const Header& header) { return to_lower(header.name).find("method") != std::string::npos; };
  const std::string target = without_query(query, request.target);
  const std::string own(path_of(target));
  return std::none_of(request.headers.begin(), request.headers.end(), overrides) &&
         without_identity(identity, target.substr(own.size())).empty() && target.find(';') == std::string::npos &&
         match(path, own).has_value();
}

}  // namespace

bool is_reading(const Operation& operation, const Request& request) {
  return is_plain_get(operation.reading_path, operation.reading_query, operation.reading_identity, request);
}

bool is_listing(const Operation& operation, const Request& request) {
  return is_plain_get(operation.listing_path, operation.listing_query, {}, request) && !is_reading(operation, request);
}

bool only_reads(const Operation& operation, const Request& request) {
  return is_reading(operation, request) || is_listing(operation, request);
}

bool could_rotate(const Operation& operation, const Request& request) {
  if (only_reads(operation, request)) return false;
  std::string own;  // what the request asks beside what all carry
  std::string_view target = request.target;
  if (!operation.query.empty()) target = own = without_query(operation.query, request.target);
  const bool is_segment = is_integer_identity(operation) && !stands_elsewhere(operation.identity);
  return is_segment ? could_rotate_integer(operation, target) : could_rotate_part(operation, request, target);
}

bool never_issued(const AskedId& asked) {
  if (asked.kind != AskedId::Kind::exact || asked.value.empty()) return false;
  if (asked.value.front() == '-') return true;
  const std::string two_63 = "9223372036854775808";
  return at_least_decimal(asked.value, two_63);
}

}  // namespace assay

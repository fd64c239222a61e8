#include "contracts/identity_parts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "contracts/documents/json_body.h"
#include "contracts/documents/pointer.h"
#include "contracts/documents/utf8.h"

namespace assay {
namespace {

using In = IdentityPart::In;
using Type = IdentityPart::Type;
using nlohmann::json;

bool is_visible(char c) { return c > ' ' && c < '\x7f'; }

// A text that the header's field can hold and that arrives unchanged.
bool fits_header(const std::string& value) {
  return !value.empty() && is_visible(value.front()) && is_visible(value.back()) &&
         std::all_of(value.begin(), value.end(), [](char c) { return c == ' ' || is_visible(c); });
}

std::string name_in(std::string_view pair) { return percent_decode(pair.substr(0, pair.find('='))); }

std::string in_query(const std::string& name, std::string_view target) {
  std::string value;
  int times = 0;
  for (const std::string_view pair : query_pairs(target)) {
    if (name_in(pair) != name) continue;
    ++times;
    const auto equals = pair.find('=');
    value = equals == std::string_view::npos ? "" : pair.substr(equals + 1);
  }
  const bool is_clear = times == 1 && value.find('+') == std::string::npos;  // a plus sign is a space to many
  return is_clear ? value : "";
}

std::string in_headers(const std::string& name, const Headers& headers) {
  std::string value;
  int times = 0;
  for (const Header& header : headers)
    if (equal_ignoring_case(header.name, name)) ++times, value = header.value;
  return times == 1 ? percent_encode(trimmed(value)) : "";
}

bool is_utf8(std::string_view text) { return find_invalid_utf8(text) == std::string_view::npos; }

// A member of another kind than the schema's is one that readers differ about, but for a text without digits in the
// place of a number.
std::string text_of(const IdentityPart& part, const json& value, const std::string& as_sent) {
  if (value.is_number()) return part.is_number() ? (as_sent.empty() ? value.dump() : as_sent) : "";
  if (value.is_boolean()) return part.type == Type::boolean ? value.dump() : "";
  if (!value.is_string()) return "";
  const std::string& text = value.get_ref<const std::string&>();
  const bool is_digits = std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  const bool is_other =
      (part.is_number() && is_digits) || (part.type == Type::boolean && (text == "true" || text == "false"));
  return is_other ? "" : percent_encode(text);
}

std::string in_body(const IdentityPart& part, const JsonBody& body) {
  if (!body.faults.empty() || !body.duplicates.empty()) return "";
  const json* value = find_pointer(body.value, part.name);
  const auto big = body.big_integers.find(part.name);
  return value ? text_of(part, *value, big == body.big_integers.end() ? "" : big->second) : "";
}

bool is_plain_number(const std::string& text) {
  const json number = json::parse(text, nullptr, false);
  return number.is_number();
}

// The member's value as JSON: a number or a boolean where the schema has one and the text is one, digit by digit.
std::string json_text(const IdentityPart& part, const std::string& raw) {
  const std::string text = percent_decode(raw);
  if (part.is_number() && is_plain_number(text)) return text;
  if (part.type == Type::boolean && (text == "true" || text == "false")) return text;
  return json(is_utf8(text) ? text : raw).dump();
}

// Puts a value, already JSON, at the pointer: numbers keep their digits, which a parsed document would not.
void put_member(json& body, const std::string& pointer, const std::string& value, std::vector<std::string>& values) {
  const std::string mark = "assay-value-" + std::to_string(values.size());
  json* at = &body;
  for (const std::string& name : pointer_names(pointer)) {
    if (!at->is_object()) *at = json::object();
    at = &(*at)[name];
  }
  *at = mark;
  values.push_back(value);
}

std::string written_body(const json& body, const std::vector<std::string>& values) {
  std::string text = body.dump();
  for (std::size_t k = 0; k < values.size(); ++k) {
    const std::string mark = "\"assay-value-" + std::to_string(k) + '"';
    if (const auto at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), values[k]);
  }
  return text;
}

// The whole identity's body members put into what the request carries.
void put_body(const std::vector<IdentityPart>& identity, const std::vector<std::string>& parts, Request& request) {
  json body = json::parse(request.body, nullptr, false);
  if (!body.is_object()) body = json::object();
  std::vector<std::string> values;
  for (std::size_t k = 0; k < identity.size(); ++k)
    if (identity[k].in == In::body) put_member(body, identity[k].name, json_text(identity[k], parts[k]), values);
  request.body = written_body(body, values);
  if (!find_header(request.headers, "Content-Type")) request.headers.push_back({"Content-Type", "application/json"});
}

void put_in_path(std::string& target, std::string_view part) {
  const std::size_t open = target.find('{'), close = target.find('}', open);
  if (open == std::string::npos || close == std::string::npos) return;
  target.replace(open, close - open + 1, part);
}

void put_in_header(const std::string& name, const std::string& raw, Headers& headers) {
  const std::string value(trimmed(percent_decode(raw)));
  headers.push_back({name, fits_header(value) ? value : raw});
}

std::size_t parts_of(const std::vector<IdentityPart>& identity, std::string_view path) {
  const auto in_path = static_cast<std::size_t>(std::count(path.begin(), path.end(), '{'));
  return std::max(identity.size(), in_path);
}

}  // namespace

std::vector<std::string> parts_with(const std::vector<IdentityPart>& identity, std::vector<std::string> segments,
                                    const Request& request) {
  if (!stands_elsewhere(identity)) return segments;
  std::vector<std::string> parts;
  std::optional<JsonBody> body;
  std::size_t next = 0;
  for (const IdentityPart& part : identity) {
    if (part.in == In::body && !body) body = read_json(request.body);
    parts.push_back(part.in == In::query     ? in_query(part.name, request.target)
                    : part.in == In::header  ? in_headers(part.name, request.headers)
                    : part.in == In::body    ? in_body(part, *body)
                    : next < segments.size() ? segments[next++]
                                             : "");
  }
  return parts;
}

std::optional<std::vector<std::string>> parts_in(std::string_view path_template,
                                                 const std::vector<IdentityPart>& identity, const Request& request) {
  auto segments = match(path_template, path_of(request.target));
  if (!segments) return std::nullopt;
  return parts_with(identity, std::move(*segments), request);
}

std::vector<std::pair<const IdentityPart*, std::string>> parts_beside_target(const std::vector<IdentityPart>& identity,
                                                                             const Request& request) {
  std::vector<std::pair<const IdentityPart*, std::string>> beside;
  std::vector<std::string> parts = parts_with(identity, {}, request);
  for (std::size_t k = 0; k < parts.size() && k < identity.size(); ++k)
    if (identity[k].in == In::header || identity[k].in == In::body)
      beside.emplace_back(&identity[k], std::move(parts[k]));
  return beside;
}

std::vector<std::string> split_identity(std::string_view identity, std::size_t parts) {
  std::vector<std::string> all;
  for (bool more = true; more;) {
    const std::size_t comma = parts == 1 ? std::string_view::npos : identity.find(',');
    all.emplace_back(identity.substr(0, comma));
    more = comma != std::string_view::npos;
    if (more) identity.remove_prefix(comma + 1);
  }
  return all;
}

void put_parts(const std::vector<IdentityPart>& identity, std::string_view text, Request& request) {
  std::vector<std::string> parts = split_identity(text, parts_of(identity, request.target));
  parts.resize(std::max(parts.size(), identity.size()));
  for (std::size_t k = 0; k < parts.size(); ++k)
    if (k >= identity.size() || identity[k].in == In::path) put_in_path(request.target, parts[k]);
  for (std::size_t k = 0; k < identity.size(); ++k) {
    if (identity[k].in == In::query)
      request.target += (request.target.find('?') == std::string::npos ? '?' : '&') + percent_encode(identity[k].name) +
                        '=' + percent_encode(percent_decode(parts[k]));
    if (identity[k].in == In::header) put_in_header(identity[k].name, parts[k], request.headers);
  }
  if (stands_in(identity, In::body)) put_body(identity, parts, request);
}

bool can_carry(const std::vector<IdentityPart>& identity, std::string_view text) {
  const std::vector<std::string> parts = split_identity(text, identity.size());
  for (std::size_t k = 0; k < identity.size() && k < parts.size(); ++k) {
    const std::string value = percent_decode(parts[k]);
    if (identity[k].in == In::header && !fits_header(value)) return false;
    if (identity[k].in == In::body && !is_utf8(value)) return false;
  }
  return true;
}

bool stands_in(const std::vector<IdentityPart>& identity, IdentityPart::In place) {
  return std::any_of(identity.begin(), identity.end(), [&](const IdentityPart& part) { return part.in == place; });
}

bool stands_elsewhere(const std::vector<IdentityPart>& identity) {
  return std::any_of(identity.begin(), identity.end(), [](const IdentityPart& part) { return part.in != In::path; });
}

std::string without_identity(const std::vector<IdentityPart>& identity, std::string_view query) {
  std::string rest;
  const std::vector<std::string_view> pairs = query_pairs(query);
  for (const std::string_view pair : pairs) {
    const bool is_part = std::any_of(identity.begin(), identity.end(), [&](const IdentityPart& part) {
      return part.in == In::query && part.name == name_in(pair);
    });
    if (!is_part) rest += (rest.empty() ? '?' : '&') + std::string(pair);
  }
  return pairs.empty() ? std::string(query) : rest;
}

bool is_plain_body(const std::vector<IdentityPart>& identity, std::string_view plain, const std::string& body) {
  if (!stands_in(identity, In::body)) return body == plain;
  json sent = read_json(body).value, expected = json::parse(plain, nullptr, false);
  if (!expected.is_object()) expected = json::object();
  std::vector<std::string> of_sent, of_expected;
  for (const IdentityPart& part : identity) {
    if (part.in != In::body) continue;
    if (find_pointer(sent, part.name) == nullptr) return false;
    put_member(sent, part.name, "", of_sent);
    put_member(expected, part.name, "", of_expected);
  }
  return sent == expected;
}

}  // namespace assay

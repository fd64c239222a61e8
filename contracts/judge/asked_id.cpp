#include "contracts/judge/asked_id.h"

#include <algorithm>
#include <string>

#include "contracts/judge/decimal.h"

namespace assay {

std::string plain_path(std::string_view path) {
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
  return to_lower(plain);
}

std::vector<AskedId> lenient_ids(const Operation& operation, std::string_view target) {
  const std::string as_sent(path_of(target));
  std::vector<AskedId> ids;
  for (const std::string& path : {as_sent, percent_decode(as_sent)}) {
    if (path.empty() || path.front() != '/') continue;
    const auto segments = match(to_lower(operation.path), plain_path(path));
    if (segments && !segments->empty()) ids.push_back(read_token_id(segments->front()));
  }
  return ids;
}

std::optional<AskedId> asked_id(const Operation& operation, const Request& request) {
  if (request.method != operation.method) return std::nullopt;
  std::optional<AskedId> asked;
  if (const auto segments = match(operation.path, path_of(request.target)); segments && !segments->empty())
    asked = read_token_id(segments->front());
  if (asked && !asked->value.empty()) return asked;
  for (const AskedId& lenient : lenient_ids(operation, request.target))
    if (!asked || !lenient.value.empty()) asked = lenient;
  return asked;
}

bool could_rotate(const Operation& operation, const Request& request) {
  const auto has_digit = [](std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  // A digit that is no part of an escape stands in the id, in the query, or in a path that does not fit.
  const bool is_plain = request.target.find('%') == std::string::npos && !has_digit(operation.path);
  if (is_plain && has_digit(request.target)) return true;
  const std::string_view path = path_of(request.target);
  const auto segments = match(operation.path, path);
  if (!segments || segments->empty()) return true;
  return has_digit(percent_decode(segments->front())) || has_digit(request.target.substr(path.size()));
}

bool never_issued(const AskedId& asked) {
  if (asked.kind != AskedId::Kind::integer || asked.value.empty()) return false;
  if (asked.value.front() == '-') return true;
  const std::string two_63 = "9223372036854775808";
  return at_least_decimal(asked.value, two_63);
}

}  // namespace assay

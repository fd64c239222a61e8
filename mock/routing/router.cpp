#include "mock/routing/router.h"

#include <algorithm>
#include <stdexcept>

namespace assay {
namespace {

bool is_malformed(std::string_view target) {
  return target.empty() ||
         std::any_of(target.begin(), target.end(), [](unsigned char c) { return c < 0x21 || c >= 0x7F; });
}

// RFC 9112 3.2.2: a server takes the absolute form too.
std::string_view origin_form(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.size() < scheme.size() || !equal_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
    const auto path = target.find_first_of("/?", scheme.size());
    if (path == std::string_view::npos || target[path] == '?') return "/";
    return target.substr(path);
  }
  return target;
}

// Python's urllib.parse.quote with Starlette's safe characters.
std::string quote(std::string_view url) {
  constexpr std::string_view safe = ":/%#?=@[]!$&'()*+,;_.-~";
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (alphanumeric || safe.find(c) != std::string_view::npos)
      out += c;
    else
      out.append({'%', hex[byte >> 4], hex[byte & 15]});
  }
  return out;
}

std::string absolute(const Request& request, std::string_view path, std::string_view query) {
  const auto host = find_header(request.headers, "Host");
  std::string url = host && !host->empty() ? "http://" + std::string(*host) : "";
  url.append(path).append(query);
  return quote(url);
}

// The length of the well-formed sequence at the front (positive), or of the maximal invalid subpart there (negative).
int utf8_at_front(std::string_view s) {
  const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0; };
  const unsigned lead = static_cast<unsigned>(byte(0));
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return -1;
  const int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high) return -1;
  for (int i = 2; i < length; ++i)
    if ((byte(static_cast<std::size_t>(i)) & 0xC0) != 0x80) return -i;
  return length;
}

struct Split {
  std::string_view first{}, rest{};
  bool is_last = false;
};

Split split(std::string_view path) {
  const auto slash = path.find('/');
  if (slash == std::string_view::npos) return {.first = path, .is_last = true};
  return {.first = path.substr(0, slash), .rest = path.substr(slash + 1)};
}

bool is_dots(std::string_view segment) { return segment == "." || segment == ".."; }

// The part of a segment that stands for its parameter; empty: it does not fit.
std::string_view between(std::string_view segment, std::string_view before, std::string_view after) {
  if (segment.size() <= before.size() + after.size()) return {};
  if (!segment.starts_with(before) || !segment.ends_with(after)) return {};
  return segment.substr(before.size(), segment.size() - before.size() - after.size());
}

}  // namespace

std::string to_utf8(std::string bytes) {
  if (std::none_of(bytes.begin(), bytes.end(), [](unsigned char c) { return c >= 0x80; })) return bytes;
  std::string out;
  for (std::string_view rest = bytes; !rest.empty();) {
    const int length = utf8_at_front(rest);
    const auto count = static_cast<std::size_t>(std::abs(length));
    out += length > 0 ? rest.substr(0, count) : "\xEF\xBF\xBD";
    rest.remove_prefix(count);
  }
  return out;
}

Router::Router(const std::vector<Entry>& entries, std::vector<std::string> bases, Manner manner)
    : bases_(std::move(bases)), manner_(manner) {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    methods_.push_back(entries[i].method);
    const auto found = std::find(known.begin(), known.end(), entries[i].path);
    if (found == known.end()) {
      known.push_back(entries[i].path);
      paths_.push_back({.segments = segments_of(entries[i].path)});
    }
    paths_[static_cast<std::size_t>(std::find(known.begin(), known.end(), entries[i].path) - known.begin())]
        .entries.push_back(i);
  }
  std::stable_sort(paths_.begin(), paths_.end(), [](const Path& a, const Path& b) {
    return std::lexicographical_compare(
        a.segments.begin(), a.segments.end(), b.segments.begin(), b.segments.end(),
        [](const Segment& x, const Segment& y) { return !x.is_parameter && y.is_parameter; });
  });
}

std::vector<Router::Segment> Router::segments_of(std::string_view path) {
  std::vector<Segment> segments;
  for (Split next{.rest = path}; !next.is_last;) {
    next = split(next.rest);
    const std::string_view text = next.first;
    const auto open = text.find('{'), close = text.find('}');
    if (open == std::string_view::npos && close == std::string_view::npos) {
      segments.push_back({.before = std::string(text)});
      continue;
    }
    if (open == std::string_view::npos || close == std::string_view::npos || close <= open + 1 ||
        text.find('{', open + 1) != std::string_view::npos || text.find('}', close + 1) != std::string_view::npos)
      throw std::invalid_argument("needs a path with at most one {parameter} in a segment");
    segments.push_back({.before = std::string(text.substr(0, open)),
                        .after = std::string(text.substr(close + 1)),
                        .is_parameter = true});
  }
  return segments;
}

bool Router::fits(const Path& path, std::string_view given, std::vector<std::string>& parameters) const {
  const bool decodes = manner_ == Manner::segments;
  parameters.clear();
  Split next{.rest = given};
  for (const Segment& segment : path.segments) {
    if (next.is_last) return false;
    next = split(next.rest);
    std::string decoded;
    std::string_view text = next.first;
    if (decodes) {
      if (text.find('%') != std::string_view::npos) text = decoded = to_utf8(percent_decode(text));
      if (is_dots(text) || (text.empty() && &segment != &path.segments.front())) return false;
    }
    if (!segment.is_parameter) {
      if (text != segment.before) return false;
      continue;
    }
    const std::string_view value = between(text, segment.before, segment.after);
    if (value.empty()) return false;
    parameters.emplace_back(value);
  }
  return next.is_last;
}

const Router::Path* Router::find(std::string_view given, std::vector<std::string>& parameters) const {
  for (const Path& path : paths_)
    if (fits(path, given, parameters)) return &path;
  return nullptr;
}

Routed Router::among(const Path& path, const Request& request, std::vector<std::string> parameters) const {
  const bool answers_head = manner_ == Manner::segments;
  Routed routed{.to = Routed::To::other_method};
  for (const std::size_t entry : path.entries) {
    const std::string& method = methods_[entry];
    const bool is_head = answers_head && method == "GET" && request.method == "HEAD";
    routed.allow += (routed.allow.empty() ? "" : ", ") + method + (answers_head && method == "GET" ? ", HEAD" : "");
    if (method != request.method && !is_head) continue;
    routed.to = Routed::To::operation;
    routed.entry = entry;
  }
  if (routed.to == Routed::To::operation) routed.parameters = std::move(parameters);
  return routed;
}

bool Router::can_route(std::string_view path) {
  try {
    segments_of(path);
    return true;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

Routed Router::route(const Request& request) const {
  if (is_malformed(request.target)) return {.to = Routed::To::malformed};
  const auto target = origin_form(request.target);
  const auto raw_path = path_of(target);
  const std::string path = manner_ == Manner::starlette ? to_utf8(percent_decode(raw_path)) : std::string(raw_path);
  std::vector<std::string> parameters;
  const auto last = path.find_last_not_of('/');
  const auto trimmed = std::string_view(path).substr(0, last == std::string::npos ? 0 : last + 1);
  bool has_slashes = false;  // too many, at the end of a path that there is
  const auto look = [&](std::string_view base) -> const Path* {
    const std::string_view given = std::string_view(path).substr(base.size());
    if (const Path* found = find(given, parameters)) return found;
    const bool may_redirect =
        manner_ == Manner::starlette && trimmed.size() < path.size() && trimmed.size() > base.size();
    has_slashes = has_slashes || (may_redirect && find(trimmed.substr(base.size()), parameters) != nullptr);
    return nullptr;
  };
  if (const Path* found = look("")) return among(*found, request, std::move(parameters));
  for (const std::string& base : bases_)
    if (path.starts_with(base + '/'))
      if (const Path* found = look(base)) return among(*found, request, std::move(parameters));
  if (has_slashes)
    return {.to = Routed::To::slash_redirect, .location = absolute(request, trimmed, target.substr(raw_path.size()))};
  return {.to = Routed::To::unknown_path};
}

}  // namespace assay

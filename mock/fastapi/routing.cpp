#include "mock/fastapi/routing.h"

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

// The parameter's part of a decoded path, or nothing. A parameter is [^/]+.
std::string_view parameter_in(const Route& route, std::string_view path) {
  if (path.size() <= route.before.size() + route.after.size()) return {};
  if (!path.starts_with(route.before) || !path.ends_with(route.after)) return {};
  path.remove_prefix(route.before.size());
  path.remove_suffix(route.after.size());
  return path.find('/') == std::string_view::npos ? path : std::string_view{};
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

Route make_route(std::string_view method, std::string_view path_template) {
  const auto open = path_template.find('{');
  const auto close = path_template.find('}');
  const bool one = open != std::string_view::npos && close != std::string_view::npos && open + 1 < close &&
                   path_template.find('{', open + 1) == std::string_view::npos &&
                   path_template.find('}', close + 1) == std::string_view::npos;
  const bool alone = one && open > 0 && path_template[open - 1] == '/' &&
                     (close + 1 == path_template.size() || path_template[close + 1] == '/');
  if (!alone) throw std::invalid_argument("needs a path with exactly one {parameter}, alone in its segment");
  return Route{.method = std::string(method),
               .before = std::string(path_template.substr(0, open)),
               .parameter = std::string(path_template.substr(open + 1, close - open - 1)),
               .after = std::string(path_template.substr(close + 1))};
}

Routed route(const Route& route, const Request& request) {
  if (is_malformed(request.target)) return {.to = Routed::To::malformed};
  const auto target = origin_form(request.target);
  const auto raw_path = path_of(target);
  const std::string path = to_utf8(percent_decode(raw_path));

  if (const auto segment = parameter_in(route, path); !segment.empty()) {
    if (request.method != route.method) return {.to = Routed::To::other_method};
    return {.to = Routed::To::operation, .segment = std::string(segment)};
  }
  const auto last = path.find_last_not_of('/');
  const auto trimmed = std::string_view(path).substr(0, last == std::string::npos ? 0 : last + 1);
  if (trimmed.size() < path.size() && !parameter_in(route, trimmed).empty())
    return {.to = Routed::To::slash_redirect, .location = absolute(request, trimmed, target.substr(raw_path.size()))};
  return {.to = Routed::To::unknown_path};
}

}  // namespace assay

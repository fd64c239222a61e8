#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "contracts/documents/place.h"
#include "contracts/live/live_server.h"

namespace assay {
namespace {

constexpr int default_port(std::string_view scheme) { return scheme == "https" ? 443 : 80; }

[[noreturn]] void refuse(const std::string& what) { throw BadDocument(Place{}, "target URL: " + what); }

bool is_name_character(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

int read_port(std::string_view text) {
  int port = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || stop != text.data() + text.size() || port < 1 || port > 65535) {
    refuse("the port '" + std::string(text) + "' is not a number from 1 to 65535");
  }
  return port;
}

// Takes the host off `authority`, which keeps ":port" or nothing.
std::string take_host(std::string_view& authority) {
  const bool bracketed = authority.starts_with('[');
  const auto end = bracketed ? authority.find(']') : authority.find(':');
  if (bracketed && end == authority.npos) refuse("the bracket around the IPv6 address is not closed");
  const std::string host(bracketed ? authority.substr(1, end - 1) : authority.substr(0, end));
  authority.remove_prefix(bracketed ? end + 1 : std::min(end, authority.size()));

  in6_addr address{};
  if (bracketed && inet_pton(AF_INET6, host.c_str(), &address) != 1) refuse("'" + host + "' is no IPv6 address");
  if (bracketed) return host;
  if (std::count(authority.begin(), authority.end(), ':') > 1)
    refuse("put an IPv6 address in brackets, as in http://[::1]:8080");
  if (host.empty()) refuse("it names no host");
  if (!std::all_of(host.begin(), host.end(), is_name_character)) refuse("'" + host + "' is no host name");
  return host;
}

void read_authority(std::string_view authority, Target& target) {
  if (authority.find('@') != authority.npos) {
    refuse("leave out the user name and password before '@'; send credentials as a header, since URLs end in logs");
  }
  target.host = take_host(authority);
  target.port = default_port(target.scheme);
  if (authority.empty()) return;
  if (authority.front() != ':') refuse("nothing but a port may follow the host");
  target.port = read_port(authority.substr(1));
}

std::string read_base(std::string_view path) {
  if (path.find_first_of("?#") != path.npos)
    refuse("leave out the query and fragment; give the address of the API alone");
  const auto bad = [](char c) { return (c >= 0 && c <= ' ') || c == '\x7F'; };
  if (std::any_of(path.begin(), path.end(), bad)) refuse("the path holds a space or a control character");
  while (path.ends_with('/')) path.remove_suffix(1);
  return std::string(path);
}

std::string read_scheme(std::string_view url) {
  const auto end = url.find("://");
  if (end == url.npos) {
    const bool safe_to_show = !url.empty() && url.find('@') == url.npos;
    refuse("it has no scheme; write http://" + (safe_to_show ? std::string(url) : "host:port"));
  }
  for (const char* scheme : {"http", "https"}) {
    if (equal_ignoring_case(url.substr(0, end), scheme)) return scheme;
  }
  refuse("the scheme must be http or https");
}

}  // namespace

Target parse_target(const std::string& url) {
  Target target{.scheme = read_scheme(url)};
  const std::string_view rest = std::string_view(url).substr(target.scheme.size() + 3);
  const auto end = std::min(rest.find_first_of("/?#"), rest.size());
  read_authority(rest.substr(0, end), target);
  target.base_path = read_base(rest.substr(end));
  return target;
}

bool is_loopback(const Target& target) {
  in_addr v4{};
  if (inet_pton(AF_INET, target.host.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6{};
  if (inet_pton(AF_INET6, target.host.c_str(), &v6) == 1) return IN6_IS_ADDR_LOOPBACK(&v6);
  return equal_ignoring_case(target.host, "localhost");
}

History::Way way_to(const Target& target) {
  if (is_loopback(target)) return History::Way::loopback;
  return target.scheme == "https" ? History::Way::tls : History::Way::plain;
}

std::string to_url(const Target& target) {
  const bool v6 = target.host.find(':') != std::string::npos;
  std::string url = target.scheme + "://" + (v6 ? '[' + target.host + ']' : target.host);
  if (target.port != default_port(target.scheme)) url += ':' + std::to_string(target.port);
  return url + target.base_path;
}

}  // namespace assay

#include "contracts/live/proxy.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

#include "contracts/digest.h"
#include "contracts/documents/place.h"
#include "contracts/http/http.h"
#include "contracts/live/live_server.h"

namespace assay {
namespace {

struct Variable {
  std::string name{};
  std::string value{};
};

Variable first_set(std::initializer_list<const char*> names, const Environment& environment) {
  for (const char* name : names)
    if (std::string value = environment(name); !value.empty()) return {name, std::move(value)};
  return {};
}

[[noreturn]] void refuse(const Variable& variable, const std::string& what) {
  throw BadDocument(Place{}, variable.name + " of the environment " + what +
                                 "; write http://host:port or http://user:password@host:port, or connect directly with "
                                 "--proxy none");
}

// "user:password@" off the front of `rest`, as the value of a header.
std::string take_credentials(std::string_view& rest) {
  const auto at = rest.rfind('@');
  if (at == rest.npos) return {};
  const std::string_view userinfo = rest.substr(0, at);
  rest.remove_prefix(at + 1);
  const auto colon = std::min(userinfo.find(':'), userinfo.size());
  const std::string user = percent_decode(userinfo.substr(0, colon));
  const std::string password = percent_decode(userinfo.substr(std::min(colon + 1, userinfo.size())));
  return "Basic " + to_base64(user + ':' + password);
}

Proxy read_proxy(const Variable& variable) {
  std::string_view rest = variable.value;
  if (const auto scheme = rest.find("://"); scheme != rest.npos) {
    if (!equal_ignoring_case(rest.substr(0, scheme), "http")) refuse(variable, "names no http:// proxy");
    rest.remove_prefix(scheme + 3);
  }
  while (rest.ends_with('/')) rest.remove_suffix(1);
  Proxy proxy{.authorization = take_credentials(rest), .variable = variable.name};
  const auto colon = rest.rfind(':');
  if (colon == rest.npos || rest.ends_with(']')) refuse(variable, "names no port of the proxy");
  if (rest.find('/') != rest.npos) refuse(variable, "has a path behind the proxy's port");
  try {
    const Target address = parse_target("http://" + std::string(rest));
    proxy.host = address.host;
    proxy.port = address.port;
  } catch (const BadDocument&) {  // its message may quote what stands before a forgotten '@'
    refuse(variable, "is no address of a proxy");
  }
  return proxy;
}

using Address = std::array<unsigned char, 16>;

// The bytes of an IPv4 or IPv6 address, how many, or 0 for what is none.
std::size_t read_address(const std::string& text, Address& bytes) {
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return 4;
  return inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1 ? 16 : 0;
}

bool is_in_network(const std::string& network, const std::string& host) {
  const auto slash = network.find('/');
  Address base{}, address{};
  const std::size_t size = read_address(host, address);
  if (size == 0 || read_address(network.substr(0, slash), base) != size) return false;
  std::size_t bits = size * 8;
  if (slash != network.npos) {
    const char* end = network.data() + network.size();
    const auto [stop, error] = std::from_chars(network.data() + slash + 1, end, bits);
    if (error != std::errc{} || stop != end || bits > size * 8) return false;
  }
  for (std::size_t bit = 0; bit < bits; ++bit)
    if (((base[bit / 8] ^ address[bit / 8]) >> (7 - bit % 8) & 1) != 0) return false;
  return true;
}

bool names(std::string entry, const std::string& host) {
  if (entry == "*") return true;
  if (entry.starts_with('[') && entry.ends_with(']')) entry = entry.substr(1, entry.size() - 2);
  if (is_in_network(entry, host)) return true;
  if (entry.starts_with('.')) entry.erase(0, 1);
  if (entry.empty()) return false;
  const std::string below = '.' + to_lower(entry);
  return equal_ignoring_case(entry, host) || to_lower(host).ends_with(below);
}

}  // namespace

bool is_listed(const std::string& no_proxy, const std::string& host) {
  constexpr const char* between = ", \t";
  for (auto at = no_proxy.find_first_not_of(between); at != no_proxy.npos;) {
    const auto end = std::min(no_proxy.find_first_of(between, at), no_proxy.size());
    if (names(no_proxy.substr(at, end - at), host)) return true;
    at = no_proxy.find_first_not_of(between, end);
  }
  return false;
}

std::optional<Proxy> proxy_for(const std::string& scheme, const std::string& host, const Environment& environment) {
  const Variable asked = scheme == "https"
                             ? first_set({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}, environment)
                             : first_set({"http_proxy", "all_proxy", "ALL_PROXY"}, environment);
  if (asked.value.empty() || is_listed(first_set({"no_proxy", "NO_PROXY"}, environment).value, host)) return {};
  return read_proxy(asked);
}

std::string to_url(const Proxy& proxy) { return to_url(Target{.host = proxy.host, .port = proxy.port}); }

}  // namespace assay

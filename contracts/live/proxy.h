// The proxy that the environment asks for, by curl's conventions: https_proxy, HTTPS_PROXY, all_proxy or ALL_PROXY for
// an https target; http_proxy (in lower case alone, since HTTP_PROXY is a client's header in a CGI program), all_proxy
// or ALL_PROXY for an http one; none for a host that no_proxy or NO_PROXY lists. An empty variable counts as unset.
// Pure: the environment is passed in.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace assay {

struct Proxy {
  std::string host{};  // name or address, without brackets
  int port = 0;
  std::string authorization{};  // the value of Proxy-Authorization: a credential, never shown; empty: none
  std::string variable{};       // where it was read: "https_proxy"
};

// The value of a variable of the environment; empty when it is unset.
using Environment = std::function<std::string(const std::string& name)>;

// The proxy for `scheme`://`host`; nothing when it is to be talked to directly. Throws BadDocument, which names the
// variable and never its value, for a proxy that is not written http://[user:password@]host:port.
std::optional<Proxy> proxy_for(const std::string& scheme, const std::string& host, const Environment& environment);

// "http://proxy.example:3128", without credentials.
std::string to_url(const Proxy& proxy);

// Whether a list of no_proxy names `host`: "*" names all, "example.com" and ".example.com" that name and those below
// it, an address itself, "10.0.0.0/8" the addresses of a network. Commas or white space part the entries.
bool is_listed(const std::string& no_proxy, const std::string& host);

}  // namespace assay

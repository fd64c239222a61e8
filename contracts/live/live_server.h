// A server on the network as a Handler, over cpp-httplib: the exact raw target, any method, headers in the order and
// case given, no retry, no redirect, no decompression. Nothing is read from the environment: whether there is a proxy
// on the way, Target::proxy says.
//
// Through a proxy a TLS target is reached by CONNECT, so that the proxy sees nothing of what is said; a plain one is
// asked for by its whole URL (absolute-form, RFC 9112 3.2.2). What the proxy itself refuses (no connection, no tunnel,
// a 407 to a plain request) is NoResponse::not_sent: it says nothing of the server. A plain request's other answers
// cannot be told from the server's.
//
// What goes out is contracts/http/message_head.h's write_request: the request as given plus, where it has none of its
// own, Host, User-Agent: assay, Accept-Encoding: identity (without one any coding would do, RFC 9110 12.5.3, and a
// coded body cannot be judged), and Content-Length. It goes out at most once, whatever happens: an idle connection that
// the server closed is noticed before anything is sent and replaced; if it closes in the very moment of sending, the
// answer is let_go, and from then on each request gets a connection of its own.
//
// What comes back is the answer as received: all headers, in order, case kept, values as bytes. Interim answers (1xx)
// and the extensions and trailers of a chunked body are left out; a body cut short or framed wrongly is NoResponse,
// never half a Response.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "contracts/http/history.h"
#include "contracts/http/http.h"
#include "contracts/live/proxy.h"

namespace assay {

struct Target {
  std::string scheme = "http";  // http or https
  std::string host{};           // name or address, without brackets
  int port = 80;
  std::string address{};    // numeric: connected to in place of looking up the host; empty: the host is looked up
  std::string base_path{};  // put before every target; "" or "/v1", no slash at the end
  // For a whole exchange, connecting and TLS included, but for the name lookup, and for a name with several addresses,
  // of which each is given this time to connect.
  std::chrono::milliseconds timeout{5000};
  // Bytes, a thousand times an honest answer; more is not kept: NoResponse::unreadable, as is a head of more than 64
  // KiB.
  std::size_t max_body = 1024 * 1024;
  std::string ca_file{};      // PEM; empty: the system's CAs
  std::string client_cert{};  // PEM, with its chain: shown to a server that asks for one; empty: none
  std::string client_key{};   // PEM, without a passphrase; empty: it is in client_cert
  enum class Verify { certificate, nothing } verify = Verify::certificate;
  std::optional<Proxy> proxy{};  // empty: connect directly
};

// Takes apart http(s)://host[:port][/base]. Throws BadDocument, with what is wrong, for anything else; user info is
// refused, since a credential in a URL ends in logs.
Target parse_target(const std::string& url);

// True for 127.0.0.0/8, ::1 and localhost.
bool is_loopback(const Target& target);

// How requests to it travel.
History::Way way_to(const Target& target);

// "http://host:port/base", without credentials; the port is left out where it is the scheme's own.
std::string to_url(const Target& target);

// A Handler that keeps connections open, one to a thread that calls at the same time; they are closed with its last
// copy. Thread-safe. Never throws. A request that HTTP/1.1 cannot carry (a space in the target, a line break in a
// header) is not_sent. For https the process ignores SIGPIPE from here on, unless it handles it.
Handler live_server(const Target& target);

}  // namespace assay

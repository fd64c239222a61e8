// A server on the network as a Handler, over cpp-httplib: the exact raw target, any method, headers as given, no retry, no
// redirect, no proxy but the environment's.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "contracts/http.h"

namespace assay {

struct Target {
  std::string scheme = "http";  // http or https
  std::string host{};           // name or address, without brackets
  int port = 80;
  std::string base_path{};      // put before every target; "" or "/v1", no slash at the end
  std::chrono::milliseconds timeout{5000};    // for a whole exchange
  std::size_t max_body = 16 * 1024 * 1024;    // bytes; more is NoResponse::unreadable
  std::string ca_file{};
  enum class Verify { certificate, nothing } verify = Verify::certificate;
};

// Takes apart http(s)://host[:port][/base]. Throws BadDocument, with what is wrong, for anything else; user info is refused,
// since a credential in a URL ends in logs.
Target parse_target(const std::string& url);

// True for 127.0.0.0/8, ::1 and localhost.
bool is_loopback(const Target& target);

// "http://host:port/base", without credentials.
std::string to_url(const Target& target);

// A Handler that keeps connections open, one to a thread that calls at the same time. Thread-safe. Never throws.
Handler live_server(const Target& target);

}  // namespace assay

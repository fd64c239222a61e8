// Bytes over a connected socket, with or without TLS, never longer than a deadline. The one place that calls OpenSSL's
// SSL_*.
//
// A function gives up when the whole exchange is overdue, not when a single read is: a server that drips one byte a
// second cannot keep it. Sockets must not block. Nothing here is thread-safe but Tls, which is immutable.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct ssl_st;
struct ssl_ctx_st;

namespace assay {

using Deadline = std::chrono::steady_clock::time_point;

struct Channel {
  int socket = -1;
  ssl_st* ssl = nullptr;  // null: plain
};

enum class Transfer { done, ended, late, failed };  // ended: the peer closed; failed: the connection broke

struct Received {
  Transfer how = Transfer::failed;
  std::size_t count = 0;  // bytes, at least one when done
};

// Waits for bytes and takes at most `size`.
Received receive(const Channel& channel, char* bytes, std::size_t size, Deadline deadline);

// Sends all.
Transfer send_all(const Channel& channel, std::string_view bytes, Deadline deadline);

void set_nonblocking(int socket);

// True when the peer closed an idle connection or spoke unasked: what comes next would not be the answer to what is
// asked.
bool is_stale(int socket);

// Waits until the peer closes, at most for `patience`: true when it did.
bool closes_within(int socket, std::chrono::milliseconds patience);

// What TLS trusts. `fault` says why it cannot be used, empty when it can.
struct Tls {
  std::shared_ptr<ssl_ctx_st> context{};
  bool verifies = true;
  std::string fault{};
};

// Who we say we are, to a server that asks: files, PEM, both empty for no one. An empty `key` is in `certificate`.
struct ClientIdentity {
  std::string certificate{};
  std::string key{};
};

// Trusts the CAs in `ca_file` (PEM), or the system's when it is empty; Trust::anyone asks for no
// certificate to be valid. Makes the process ignore SIGPIPE unless it handles it.
enum class Trust { certificate, anyone };
Tls make_tls(const std::string& ca_file, Trust trust, const ClientIdentity& identity = {});

struct Handshake {
  ssl_st* ssl = nullptr;  // null when it failed; freed by end_tls
  Transfer how = Transfer::failed;
  std::string fault{};
};

// Shakes hands as a client with `host`, a name (sent as SNI) or an address, which the certificate must be for.
Handshake begin_tls(const Tls& tls, int socket, const std::string& host, Deadline deadline);

// Whether the server asked for a client certificate, be one given or not. In TLS 1.3 one that demands it ends the
// connection only after the handshake (RFC 8446 4.4.2.4).
bool asks_for_certificate(const ssl_st* ssl);

// Says goodbye if `graceful`, without waiting for an answer, and frees.
enum class Goodbye { say, skip };
void end_tls(ssl_st* ssl, Goodbye goodbye);

}  // namespace assay

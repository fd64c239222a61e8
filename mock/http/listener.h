// Serves a Handler over HTTP/1.0 and 1.1 on a TCP port.
//
//     accept --> connection --> RequestParser --> Handler --> Delivery --> socket
//
// One request at a time on a connection: pipelined requests wait their turn, so answers keep their order.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "contracts/http/http.h"
#include "mock/http/tls_identity.h"

namespace assay {

struct ListenerOptions {
  std::string host = "127.0.0.1";      // name or address
  int port = 0;                        // 0: a free one
  int threads = 1;                     // how many requests the handler is asked at the same time
  std::size_t max_head = 32 * 1024;    // bytes of request line and headers; more: 431
  std::size_t max_body = 1024 * 1024;  // bytes; more: 413
  std::chrono::milliseconds head_deadline{
      10000};  // from a head's first byte to its last; also for a body, and for a client
               // that does not take its answer; then the connection is closed
  std::chrono::milliseconds idle_limit{5000};  // between two requests; then it is closed
  std::size_t max_connections = 16384;         // further ones: 503
  std::chrono::milliseconds stop_grace{500};   // what stop() leaves to answers under way
  std::optional<TlsIdentity> tls{};            // given: https alone, TLS 1.2 and 1.3; the handshake counts as a head
  std::function<void(std::string_view)> on_error{};  // told of exceptions that leave the handler (500) and of failing
                                                     // accepts; called on any thread; may be empty
};

// Runs from construction to stop(). Framing that two readers could read two ways (Content-Length with
// Transfer-Encoding, differing lengths, a coding other than chunked) is answered 400 and the connection closed, as is
// anything that is no HTTP. A NoResponse from the handler closes the connection without an answer. Response::delivery
// is obeyed; a client that closes while its answer is kept back, or its sending side alone, gets none: its connection
// ends within half a second.
class Listener {
 public:
  // Throws BadDocument when host:port can't be had: in use, not ours, no such name. Never takes a port that another
  // server listens on.
  Listener(Handler handler, const ListenerOptions& options);
  ~Listener();  // stop()
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int port() const;

  // Stops accepting, closes idle connections at once, lets whole requests be answered within stop_grace, joins the
  // threads: under a second. Any thread but a handler's may call it, and more than once.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace assay

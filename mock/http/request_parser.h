// HTTP/1.0 and 1.1 requests out of bytes, without a socket. Boost.Beast's parser with the checks that it leaves out.
//
//     while (there are bytes) { n = parser.feed(bytes); drop n bytes;  complete -> request(), then next(); }
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "contracts/http/http.h"

namespace assay {

struct RequestLimits {
  std::size_t head = 32 * 1024;  // bytes of request line and headers; more: 431
  std::size_t fields = 256;      // headers and trailers, each of which costs far more memory than its bytes; more: 431
  std::size_t body = 1024 * 1024;  // bytes, chunked coding removed; more: 413
};

// Belongs to one connection; not for several threads at once.
class RequestParser {
 public:
  enum class State {
    idle,      // nothing of the next request came yet
    head,      // the request line or a header is not whole
    body,      // the body, or its chunked coding, is not whole
    complete,  // request() may be read
    refused,   // the bytes are no acceptable request: answer refusal() and close the connection
  };

  explicit RequestParser(const RequestLimits& limits);
  ~RequestParser();

  // Takes bytes and gives how many it is done with; the rest must come again at the next call, in front of what follows
  // it. Empty lines before a request are skipped (RFC 9112 2.2). Takes nothing more once complete or refused.
  //
  // Refused beyond what Beast refuses: any Transfer-Encoding but `chunked`, any in HTTP/1.0 (RFC 9112 6.1, 6.3), and a
  // head that passes its limit in small pieces. A request without Content-Length and Transfer-Encoding has no body.
  // Trailers are dropped.
  std::size_t feed(std::string_view bytes);

  State state() const;
  const Request& request() const;  // target, names and values as sent; a folded header line is unfolded
  int refusal() const;             // 400, 413 or 431
  bool keeps_alive() const;        // of a complete request: RFC 9112 9.3
  bool is_http_1_0() const;
  bool awaits_continue() const;  // state body, nothing of it came, and the client waits for 100 (RFC 9110 10.1.1)

  // Makes ready for the next request of the connection.
  void next();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace assay

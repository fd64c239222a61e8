// The head of an HTTP/1.1 message, to and from bytes. Pure.
//
// Why this is not left to cpp-httplib: its client sorts the headers that it sends; of those that it receives it drops
// empty ones, percent-decodes values and loses the order (0.11.4); its regular expression for the status line recurses
// once a character, and its framing takes the first of two different Content-Length for granted. A checker needs what
// was said.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "contracts/http/http.h"

namespace assay {

// Why the request cannot be put on the wire without becoming another one: a space in the target, a line break in a
// header; one line that quotes nothing. Empty when it can.
std::string explain_unsendable(const Request& request);

// The bytes of the request, body included: request line, headers in their order, and, unless the request brings its
// own, Host
// (`authority`), User-Agent, and Content-Length where there is a body or the method expects one (RFC 9110 8.6).
std::string write_request(const Request& request, std::string_view authority);

// Header fields, or trailers, of an answer: more than servers send, and few enough for a history that keeps each head.
inline constexpr std::size_t max_fields = 1000;

// A response's head, and how its body ends (RFC 9112 6.3).
struct ResponseHead {
  enum class Body { none, length, chunked, until_close };

  Response response{};  // without body; header values as received, unfolded and trimmed
  Body body = Body::none;
  std::size_t length = 0;  // bytes, when body is `length`
  bool closes = false;     // the server will not keep the connection
  std::string fault{};     // why the head is none of HTTP/1.x; the rest is then of no use. Quotes nothing
};

// Reads a head, blank line included, that answers a request of this method.
ResponseHead read_response_head(std::string_view head, std::string_view method);

// Adds a header line, not empty and without its line end, to `headers`, or to the last of them when it is folded. Why
// it is none, or one too many (max_fields); empty when it is one.
std::string read_header_line(std::string_view line, Headers& headers);

// False as soon as bytes cannot be the beginning of an HTTP/1.x answer; true for none.
bool may_begin_response(std::string_view bytes);

// The length of the head that `bytes` begin with, blank line included; npos while its end is not there. `from` is where
// an earlier search stopped.
std::size_t find_head_end(std::string_view bytes, std::size_t from = 0);

}  // namespace assay

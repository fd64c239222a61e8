// A response as bytes of HTTP/1.1.
#pragma once

#include <chrono>
#include <ctime>
#include <string>
#include <string_view>

#include "contracts/http/http.h"

namespace assay {

// What the connection adds to a handler's answer.
struct Framing {
  std::string_view date{};  // as Date, unless the answer has one (RFC 9110 6.6.1)
  enum class Connection { keep_alive, keep_alive_said, close } connection = Connection::keep_alive;
  enum class Body { sent, left_out } body = Body::sent;  // left_out: the answer to a HEAD
};

// Appends head and body: the answer's own headers, then Date, Content-Length (but for 1xx, 204, 304 and an answer with
// a Transfer-Encoding, whose body goes out as it is) and Connection where the answer has none of them. Names and values
// go out as they are.
void append_response(std::string& out, const Response& response, const Framing& framing);

// The reason phrase that Python's http.HTTPStatus gives, or "".
std::string_view reason_of(int status);

// The text of a Date header, made anew only when the second changes. For one thread.
class DateLine {
 public:
  std::string_view at(std::chrono::system_clock::time_point now);

 private:
  std::time_t second_ = -1;
  std::string text_{};
};

}  // namespace assay

// HTTP as plain data. Everything that answers HTTP - the mock, a live vendor, a deviation, the admin API - is a
// Handler, so whoever asks never knows which it got. No library type inside; copies are deep; nothing here is shared
// between threads.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace assay {

struct Header {
  std::string name;   // as sent: case kept
  std::string value;  // as sent, without surrounding white space (RFC 9110 5.5)
  bool operator==(const Header&) const = default;
};

// In the order sent; a name may stand more than once.
using Headers = std::vector<Header>;

// The first value of `name` (compared without case, RFC 9110 5.1). The view lives as long as `headers`.
std::optional<std::string_view> find_header(const Headers& headers, std::string_view name);

// ASCII letters compared without case.
bool equal_ignoring_case(std::string_view a, std::string_view b);

// The methods of RFC 9110 and RFC 5789, but for CONNECT, which is a proxy's.
inline constexpr std::array<std::string_view, 8> usual_methods = {"GET",  "HEAD",   "PUT",     "PATCH",
                                                                  "POST", "DELETE", "OPTIONS", "TRACE"};

// ASCII letters in lower case; all other bytes as they are.
std::string to_lower(std::string_view text);

struct Request {
  std::string method = "GET";  // case kept; any token
  std::string target = "/";    // the raw request target as on the wire: not decoded, query included
  Headers headers{};
  std::string body{};  // bytes; empty means that no body is sent
  bool operator==(const Request&) const = default;
};

struct Delivery;  // how a mock's answer goes over the wire: mock/http/delivery.h

struct Response {
  int status = 0;  // 100 to 999
  std::string reason{};
  Headers headers{};
  std::string body{};  // bytes, chunked coding removed
  // Null: send it plainly. Set only by a mock's faults, read only by its listener.
  std::shared_ptr<const Delivery> delivery{};
};

// Why nothing usable came. A dead server is data, not an exception.
struct NoResponse {
  enum class Why {
    refused,     // no connection
    tls,         // no TLS session: certificate, protocol
    timed_out,   // no whole answer within the time allowed
    cut_off,     // the connection ended before the answer did
    let_go,      // the server closed a connection that it kept, just as a request went out over it: nobody's fault
    unreadable,  // bytes came that are not HTTP/1.x, or more than the limits allow
    not_sent,    // assay kept the request back: budget used up, interrupted
  };
  Why why = Why::refused;
  std::string detail{};  // one line for a person; never holds a header value or a body
};

// "refused", "timed out", ... as reports print it.
std::string_view to_text(NoResponse::Why why);

using Outcome = std::variant<Response, NoResponse>;

// Answers one request. A Handler may be called from several threads at once unless its maker says otherwise.
using Handler = std::function<Outcome(const Request&)>;

// Percent-decodes once: a bad escape stays as it is, '+' is no space (RFC 3986 2.1). Bytes in, bytes out.
std::string percent_decode(std::string_view text);

// Without blanks and tabs at its ends (OWS, RFC 9110 5.6.3).
std::string_view trimmed(std::string_view text);

// The path of a request target: what stands before '?'.
std::string_view path_of(std::string_view target);

// What stands between the '&' of a target's query, as sent: "a=b", "c". Views into the target.
std::vector<std::string_view> query_pairs(std::string_view target);

// ASCII letters and digits, '-', '.', '_' and '~' (RFC 3986 section 2.3); and the text with all others as %XX.
bool is_unreserved(char c);
std::string percent_encode(std::string_view text);

}  // namespace assay

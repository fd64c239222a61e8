#include "contracts/http/message_head.h"

#include <algorithm>
#include <charconv>

namespace assay {
namespace {

constexpr std::string_view version_prefix = "HTTP/1.";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// RFC 9110 5.6.2.
bool is_token(std::string_view text) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.find(c) != marks.npos;
  });
}

bool is_control_or_space(char c) { return (c >= 0 && c <= ' ') || c == '\x7F'; }

bool expects_content(std::string_view method) { return method == "POST" || method == "PUT" || method == "PATCH"; }

void add(std::string& bytes, std::string_view name, std::string_view value) {
  bytes.append(name).append(": ").append(value).append("\r\n");
}

// "HTTP/1.1 200 OK" without its line end.
std::string read_status_line(std::string_view line, Response& response) {
  const bool shaped = line.size() >= 12 && line.starts_with(version_prefix) && is_digit(line[7]) && line[8] == ' ' &&
                      std::all_of(line.begin() + 9, line.begin() + 12, is_digit);
  if (!shaped || (line.size() > 12 && line[12] != ' ')) return "the first line is no status line of HTTP/1.x";
  std::from_chars(line.data() + 9, line.data() + 12, response.status);
  if (response.status < 100) return "the status is below 100";
  if (line.size() > 13) response.reason = line.substr(13);
  return {};
}

std::string read_lines(std::string_view head, Response& response) {
  std::string fault;
  for (bool first = true; fault.empty(); first = false) {
    const auto end = head.find('\n');
    if (end == head.npos || end == 0 || head[end - 1] != '\r') return "a line of the head does not end with CR LF";
    const std::string_view line = head.substr(0, end - 1);
    if (line.empty()) break;
    fault = first ? read_status_line(line, response) : read_header_line(line, response.headers);
    head.remove_prefix(end + 1);
  }
  return fault;
}

// Whether a comma-separated field lists `word`.
bool lists(const Headers& headers, std::string_view name, std::string_view word) {
  for (const Header& header : headers) {
    if (!equal_ignoring_case(header.name, name)) continue;
    for (std::string_view rest = header.value; !rest.empty();) {
      const auto comma = std::min(rest.find(','), rest.size());
      if (equal_ignoring_case(trimmed(rest.substr(0, comma)), word)) return true;
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return false;
}

std::string read_length(const Headers& headers, ResponseHead& head) {
  for (const Header& header : headers) {
    if (!equal_ignoring_case(header.name, "Content-Length")) continue;
    std::size_t length = 0;
    const char* end = header.value.data() + header.value.size();
    const auto [stop, error] = std::from_chars(header.value.data(), end, length);
    if (error != std::errc{} || stop != end) return "Content-Length is no number of bytes";
    if (head.body == ResponseHead::Body::length && head.length != length) return "two Content-Length disagree";
    head.body = ResponseHead::Body::length;
    head.length = length;
  }
  return {};
}

std::string read_framing(std::string_view method, ResponseHead& head) {
  const Response& response = head.response;
  if (method == "HEAD" || response.status < 200 || response.status == 204 || response.status == 304) return {};
  if (method == "CONNECT" && response.status < 300) return {};  // a tunnel: RFC 9110 9.3.6
  head.body = ResponseHead::Body::until_close;
  if (const auto coding = find_header(response.headers, "Transfer-Encoding")) {
    if (!equal_ignoring_case(*coding, "chunked")) return "a transfer coding other than chunked, which nobody asked for";
    head.body = ResponseHead::Body::chunked;
    return {};
  }
  return read_length(response.headers, head);
}

}  // namespace

std::string read_header_line(std::string_view line, Headers& headers) {
  const bool folded = line.front() == ' ' || line.front() == '\t';
  if (folded && headers.empty()) return "the first header line begins with white space";
  if (folded) {  // RFC 9112 5.2: a user agent puts a space in place of the fold
    headers.back().value.append(" ").append(trimmed(line));
    return {};
  }
  if (headers.size() == max_fields) return "there are more than " + std::to_string(max_fields) + " header fields";
  const auto colon = line.find(':');
  if (colon == line.npos) return "a header line has no colon";
  if (!is_token(line.substr(0, colon))) return "a header's name is no token";
  headers.push_back({std::string(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1)))});
  return {};
}

std::string explain_unsendable(const Request& request) {
  if (!is_token(request.method)) return "the method is no token";
  if (request.target.empty()) return "the request target is empty";
  if (std::any_of(request.target.begin(), request.target.end(), is_control_or_space)) {
    return "the request target holds a space or a control character";
  }
  for (const Header& header : request.headers) {
    if (!is_token(header.name)) return "a header's name is no token";
    if (header.value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
      return "a header's value holds a line break or NUL";
    }
  }
  return {};
}

std::string write_request(const Request& request, std::string_view authority) {
  std::string bytes = request.method + ' ' + request.target + " HTTP/1.1\r\n";
  const auto lacks = [&](std::string_view name) { return !find_header(request.headers, name); };
  if (lacks("Host")) add(bytes, "Host", authority);
  for (const Header& header : request.headers) add(bytes, header.name, header.value);
  if (lacks("User-Agent")) add(bytes, "User-Agent", "assay");
  const bool framed = !lacks("Content-Length") || !lacks("Transfer-Encoding");
  if (!framed && (!request.body.empty() || expects_content(request.method))) {
    add(bytes, "Content-Length", std::to_string(request.body.size()));
  }
  return bytes.append("\r\n").append(request.body);
}

ResponseHead read_response_head(std::string_view bytes, std::string_view method) {
  ResponseHead head;
  head.fault = read_lines(bytes, head.response);
  if (!head.fault.empty()) return head;
  head.fault = read_framing(method, head);
  head.response.headers.shrink_to_fit();  // a long run keeps every head
  const Headers& headers = head.response.headers;
  const bool old = bytes[version_prefix.size()] == '0';
  head.closes = head.body == ResponseHead::Body::until_close || lists(headers, "Connection", "close") ||
                (old && !lists(headers, "Connection", "keep-alive"));
  return head;
}

bool may_begin_response(std::string_view bytes) {
  const auto length = std::min(bytes.size(), version_prefix.size());
  return bytes.substr(0, length) == version_prefix.substr(0, length);
}

std::size_t find_head_end(std::string_view bytes, std::size_t from) {
  for (auto end = bytes.find('\n', from); end != bytes.npos; end = bytes.find('\n', end + 1)) {
    if (bytes.substr(end + 1, 1) == "\n") return end + 2;
    if (bytes.substr(end + 1, 2) == "\r\n") return end + 3;
  }
  return bytes.npos;
}

}  // namespace assay

#include "mock/http/response_writer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace assay {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 22> reasons = {{
    {200, "OK"},
    {204, "No Content"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {413, "Request Entity Too Large"},
    {415, "Unsupported Media Type"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Entity"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
}};

void append_line(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

bool has_length(int status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace

std::string_view reason_of(int status) {
  const auto found = std::find_if(reasons.begin(), reasons.end(), [&](const auto& r) { return r.first == status; });
  return found == reasons.end() ? std::string_view{} : found->second;
}

void append_response(std::string& out, const Response& response, const Framing& framing) {
  const auto lacks = [&](std::string_view name) { return !find_header(response.headers, name); };
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  out.append(response.reason.empty() ? reason_of(response.status) : response.reason).append("\r\n");
  for (const Header& header : response.headers) append_line(out, header.name, header.value);
  if (lacks("Date")) append_line(out, "Date", framing.date);
  if (has_length(response.status) && lacks("Content-Length") && lacks("Transfer-Encoding"))
    append_line(out, "Content-Length", std::to_string(response.body.size()));
  if (framing.connection != Framing::Connection::keep_alive && lacks("Connection"))
    append_line(out, "Connection", framing.connection == Framing::Connection::close ? "close" : "keep-alive");
  out.append("\r\n");
  if (framing.body == Framing::Body::sent) out.append(response.body);
}

std::string_view DateLine::at(std::chrono::system_clock::time_point now) {
  const std::time_t second = std::chrono::system_clock::to_time_t(now);
  if (second == second_) return text_;
  std::tm utc{};
  gmtime_r(&second, &utc);
  std::array<char, 64> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
  text_.assign(text.data(), length);
  second_ = second;
  return text_;
}

}  // namespace assay

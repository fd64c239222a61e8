#include "contracts/http/saved_request.h"

#include <algorithm>
#include <charconv>

#include "contracts/http/message_head.h"

namespace assay {
namespace {

std::string read_request_line(std::string_view line, Request& request) {
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  const bool shaped = first != line.npos && last > first && line.substr(last + 1).starts_with("HTTP/");
  if (!shaped) return "the first line is no request line, such as POST /hook HTTP/1.1";
  request.method = line.substr(0, first);
  request.target = line.substr(first + 1, last - first - 1);
  return {};
}

std::string read_head(std::string_view head, Request& request) {
  std::string fault;
  for (bool first = true; fault.empty() && !head.empty(); first = false) {
    const std::size_t end = head.find('\n');
    std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(line.size() + 1, head.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    fault = first ? read_request_line(line, request) : read_header_line(line, request.headers);
  }
  return fault;
}

std::optional<std::size_t> content_length(const Headers& headers) {
  const auto text = find_header(headers, "Content-Length");
  if (!text) return std::nullopt;
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), length);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return length;
}

std::string_view without_added_line_end(std::string_view body, const std::optional<std::size_t>& length) {
  if (!length || body.size() <= *length) return body;
  const std::string_view beyond = body.substr(*length);
  return beyond == "\n" || beyond == "\r\n" ? body.substr(0, *length) : body;
}

}  // namespace

SavedRequest read_saved_request(std::string_view bytes) {
  SavedRequest saved;
  const std::size_t end = find_head_end(bytes);
  if (end == bytes.npos) {
    saved.fault = "there is no empty line between its headers and its body";
    return saved;
  }
  saved.fault = read_head(bytes.substr(0, end), saved.request);
  if (!saved.fault.empty()) return saved;
  if (find_header(saved.request.headers, "Transfer-Encoding"))
    saved.fault =
        "its body is in a transfer coding, which is not undone here: save the decoded body, and drop the header";
  saved.content_length = content_length(saved.request.headers);
  saved.request.body = without_added_line_end(bytes.substr(end), saved.content_length);
  return saved;
}

}  // namespace assay

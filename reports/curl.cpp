#include "reports/curl.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

#include "reports/redaction/shown_text.h"

namespace assay {
namespace {

bool is_printable(char c) { return c >= ' ' && c <= '~'; }

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_@%+=:,./-").find(c) != std::string_view::npos;
}

std::string replace_all(std::string_view text, char what, std::string_view by) {
  std::string replaced;
  for (const char c : text) c == what ? replaced += by : replaced += c;
  return replaced;
}

std::string ansi_c_quote(std::string_view text) {
  std::string quoted = "$'";
  for (const char c : text) {
    std::array<char, 5> hex{};
    std::snprintf(hex.data(), hex.size(), "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
    if (c == '\'' || c == '\\') quoted += '\\';
    if (is_printable(c))
      quoted += c;
    else
      quoted += hex.data();
  }
  return quoted + '\'';
}

// What curl would change or refuse in a URL.
bool needs_request_target(std::string_view target) {
  return !target.starts_with('/') || std::any_of(target.begin(), target.end(), [](char c) {
    return c <= ' ' || c > '~' || c == '#' || c == '\\' || c == '|' || c == '^' || c == '`' || c == '"' || c == '<' ||
           c == '>';
  });
}

std::string base_path_of(const std::string& base_url) {
  const std::size_t host = base_url.find("://");
  const std::size_t path = host == std::string::npos ? host : base_url.find('/', host + 3);
  return path == std::string::npos ? "" : base_url.substr(path);
}

std::string variable_for(std::string_view header_name) {
  if (equal_ignoring_case(header_name, "authorization")) return "ASSAY_TOKEN";
  std::string name = "ASSAY_";
  for (const char c : header_name) {
    if (c >= 'a' && c <= 'z')
      name += static_cast<char>(c - 'a' + 'A');
    else
      name += (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
  }
  return name;
}

// "Bearer " of "Bearer secret#1": what may be told of a redacted credential.
std::string scheme_of(const Header& header, const std::string& redacted) {
  const std::size_t space = header.value.find(' ');
  const std::string scheme = space == std::string::npos ? "" : header.value.substr(0, space + 1);
  return redacted.starts_with(scheme) ? scheme : "";
}

class Line {
 public:
  explicit Line(const Redactor& redactor) : redactor_(redactor) {}

  void add(const std::string& word) { line_ += ' ' + word; }
  // A word that may hold a secret.
  std::string word(std::string_view text) {
    const std::string shown = redactor_.redact(text);
    if (shown != text) note("secret#N stands for a value that is not shown");
    if (shown.find('\0') != std::string::npos) note("the request holds a byte 0, which no command line can carry");
    return shell_quote(shown);
  }
  void add_header(const Header& header) {
    const std::string shown = redactor_.redact_header(header);
    if (shown == header.value)
      return add("-H " + word(header.value.empty() ? header.name + ';' : header.name + ": " + shown));
    const std::string variable = variable_for(header.name);
    note("set " + variable + " to the credential");
    add("-H " + shell_quote(header.name + ": " + scheme_of(header, shown)) + "\"$" + variable + '"');
  }
  Report::Reproduce take() { return {.curl = std::move(line_), .note = std::move(note_)}; }

 private:
  void note(const std::string& text) {
    if (note_.find(text) == std::string::npos) note_ += (note_.empty() ? "" : "; ") + text;
  }
  const Redactor& redactor_;
  std::string line_ = "curl -sS -i -g --path-as-is";
  std::string note_{};
};

}  // namespace

std::string shell_quote(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_bare)) return std::string(text);
  if (!std::all_of(text.begin(), text.end(), is_printable)) return ansi_c_quote(text);
  return '\'' + replace_all(text, '\'', "'\\''") + '\'';
}

Report::Reproduce curl_line(const std::string& base_url, const Request& request, const Redactor& redactor) {
  Line line(redactor);
  line.add(request.method == "HEAD" ? "--head" : "-X " + line.word(request.method));
  for (const Header& header : request.headers)
    if (request.body.empty() || !equal_ignoring_case(header.name, "content-length")) line.add_header(header);
  if (!request.body.empty()) {
    if (!find_header(request.headers, "content-type")) line.add("-H 'Content-Type:'");  // else curl makes one up
    line.add("--data-raw " + line.word(request.body));
  }
  if (needs_request_target(request.target)) {
    line.add("--request-target " + line.word(base_path_of(base_url) + request.target));
    line.add(line.word(base_url + '/'));
  } else {
    line.add(line.word(base_url + request.target));
  }
  return line.take();
}

}  // namespace assay

#include "cli/check/headers.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>

#include "cli/check/unique.h"
#include "contracts/documents/document_file.h"
#include "contracts/http/message_head.h"
#include "contracts/secrets/harmless_headers.h"

namespace assay {
namespace {

// `text` with each ${NAME} replaced but ${UNIQUE}; `used` gets the values.
std::string from_environment(const std::string& text, const std::string& name_of_header, const Place& place,
                             std::vector<std::string>& used) {
  std::string value;
  for (std::size_t at = 0; at < text.size();) {
    const auto open = text.find("${", at);
    if (open == std::string::npos) return value + text.substr(at);
    const auto close = text.find('}', open);
    if (close == std::string::npos)
      throw BadDocument(place, "header " + name_of_header +
                                   ": a ${ has no } behind it; a value from the environment is written ${NAME}");
    const std::string name = text.substr(open + 2, close - open - 2);
    if (std::string_view(text).substr(open, close + 1 - open) == unique_mark) {
      value += text.substr(at, close + 1 - at);
      at = close + 1;
      continue;
    }
    const char* found = std::getenv(name.c_str());
    if (!found) throw BadDocument(place, "header " + name_of_header + ": the environment has no variable " + name);
    used.emplace_back(found);
    value += text.substr(at, open - at) + found;
    at = close + 1;
  }
  return value;
}

bool breaks_a_line(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

// Files and shells of another system leave a return behind a line.
std::string_view without_return(std::string_view line) { return line.substr(0, line.size() - line.ends_with('\r')); }

// A header that would make a correct server answer something else than what is judged.
void refuse_misleading(const std::string& name, const std::string& value, const Place& place) {
  constexpr std::array<std::string_view, 7> taken = {"content-length",   "transfer-encoding", "range",
                                                     "if-range",         "x-http-method",     "x-http-method-override",
                                                     "x-method-override"};
  if (std::find(taken.begin(), taken.end(), to_lower(name)) != taken.end())
    throw BadDocument(place, "header " + name + " changes what is asked, and what assay would judge by: leave it out");
  if (names_repetition(name) && !is_unique(value))
    throw BadDocument(place, "header " + name +
                                 ": with the same value in each request a correct server repeats its first answer, "
                                 "which would be held against it; write '" +
                                 name +
                                 ": ${UNIQUE}', which is new with each "
                                 "request");
  if (is_unique(value) && value != unique_mark && !names_repetition(name) && !is_harmless_header(name))
    throw BadDocument(place, "header " + name + ": ${UNIQUE} stands alone in a header that may be a credential");
}

void read_file(const std::string& file, GivenHeaders& given) {
  const std::string text = read_document_file(file, 1024 * 1024);
  if (text.starts_with("\xEF\xBB\xBF") || text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    throw BadDocument({.file = file, .line = 1}, "begins with a byte order mark: save it as UTF-8 without one");
  std::istringstream lines(text);
  Place place{.file = file};
  for (std::string line; std::getline(lines, line);) {
    ++place.line;
    line = trimmed(without_return(line));
    if (!line.empty() && line.front() != '#') read_header(line, place, given);
  }
}

// `text` without each ${NAME} in it.
std::string without_variables(std::string text) {
  for (auto open = text.find("${"); open != std::string::npos; open = text.find("${", open)) {
    const auto close = text.find('}', open);
    if (close == std::string::npos) return text;
    text.erase(open, close + 1 - open);
  }
  return text;
}

// Whether the header as it was typed holds nothing but words that anybody may see.
bool is_public(const std::string& name, const std::string& typed) {
  constexpr std::array<std::string_view, 4> without_a_secret = {"", "bearer ", "basic ", "token "};
  const std::string literal = to_lower(without_variables(typed));
  return is_harmless_header(name) ||
         std::find(without_a_secret.begin(), without_a_secret.end(), literal) != without_a_secret.end();
}

}  // namespace

void read_header(const std::string& text, const Place& place, GivenHeaders& given) {
  const auto colon = text.find(':');
  if (colon == std::string::npos || colon == 0)
    throw BadDocument(place, "a header is written 'Name: value'; this one has no name before a colon");
  const std::string name = text.substr(0, colon);
  // The name is not repeated: half a credential may stand before the colon.
  if (!explain_unsendable({.method = "POST", .target = "/", .headers = {{name, ""}}}).empty())
    throw BadDocument(place, "a header's name is one word of letters, digits and '-', with no space before the colon");
  std::string value = from_environment(std::string(trimmed(without_return(text).substr(colon + 1))), name, place,
                                       given.from_environment);
  if (breaks_a_line(value)) throw BadDocument(place, "a header must not hold control characters or line breaks");
  if (value == left_out_value)
    throw BadDocument(place,
                      "header " + name + ": ... stands for the value, which no report shows: put it in its place");
  refuse_misleading(name, value, place);
  given.headers.push_back({name, std::move(value)});
}

GivenHeaders read_headers(const std::vector<std::string>& texts, const std::vector<std::string>& files) {
  GivenHeaders given;
  for (const auto& text : texts) read_header(text, Place{.file = "-H"}, given);
  for (const auto& file : files) read_file(file, given);
  return given;
}

std::string shown_header(const std::string& text) {
  const auto colon = std::min(text.find(':'), text.size());
  const std::string name = text.substr(0, colon);
  const auto value = std::min(text.find_first_not_of(" \t", colon + 1), text.size());
  return is_public(name, text.substr(value)) ? text : name + ": " + std::string(left_out_value);
}

}  // namespace assay

#include "cli/headers.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "contracts/document_file.h"

namespace assay {
namespace {

// `text` with each ${NAME} replaced; `used` gets the values.
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

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

void read_file(const std::string& file, GivenHeaders& given) {
  std::istringstream lines(read_document_file(file, 1024 * 1024));
  Place place{.file = file};
  for (std::string line; std::getline(lines, line);) {
    ++place.line;
    line = trimmed(line);
    if (!line.empty() && line.front() != '#') read_header(line, place, given);
  }
}

}  // namespace

void read_header(const std::string& text, const Place& place, GivenHeaders& given) {
  const auto colon = text.find(':');
  if (colon == std::string::npos || colon == 0)
    throw BadDocument(place, "a header is written 'Name: value'; this one has no name before a colon");
  const std::string name = text.substr(0, colon);
  std::string value = from_environment(trimmed(text.substr(colon + 1)), name, place, given.from_environment);
  if (breaks_a_line(name) || breaks_a_line(value))
    throw BadDocument(place, "a header must not hold control characters or line breaks");
  given.headers.push_back({name, std::move(value)});
}

GivenHeaders read_headers(const std::vector<std::string>& texts, const std::vector<std::string>& files) {
  GivenHeaders given;
  for (const auto& text : texts) read_header(text, Place{.file = "-H"}, given);
  for (const auto& file : files) read_file(file, given);
  return given;
}

}  // namespace assay

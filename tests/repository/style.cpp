#include "tests/repository/style.h"

#include <algorithm>
#include <regex>

namespace assay::test {
namespace {

bool is_header(const SourceFile& file) { return file.path.ends_with(".h"); }

bool says_why_it_is_long(const SourceFile& file) {
  const auto end =
      std::find_if(file.lines.begin(), file.lines.end(), [](const auto& l) { return !l.starts_with("//"); });
  return std::any_of(file.lines.begin(), end,
                     [](const auto& l) { return std::regex_search(l, std::regex("[Ll]onger than")); });
}

std::string place(const SourceFile& file, std::size_t index) {
  return file.path + ":" + std::to_string(index + 1) + ": ";
}

std::size_t indentation(const std::string& line) { return std::min(line.find_first_not_of(' '), line.size()); }

// The first line of the declaration that ends in `index`: clang-format sets what it breaks further in.
std::size_t beginning_of(const SourceFile& file, std::size_t index) {
  while (index > 0 && indentation(file.lines[index]) > 2 && !file.lines[index - 1].empty()) --index;
  return index;
}

// A function at namespace scope or in a class, as clang-format writes it: what ends with its parameters and a brace.
bool opens_function(const SourceFile& file, std::size_t index) {
  static const std::regex opening(R"(.*\)(?: const| noexcept| override| final| -> [\w:<>*&, ]+)*(?: try)? \{)");
  static const std::regex other(R"( *(?:namespace|struct|class|enum|union|TEST_CASE|for|if|while|switch|\}|//).*)");
  const std::string& line = file.lines[index];
  if (!std::regex_match(line, opening)) return false;
  if (line.find('[') == indentation(line)) return false;  // a lambda
  const std::string& first = file.lines[beginning_of(file, index)];
  return indentation(first) <= 2 && !std::regex_match(first, other) && first.find(" = ") == std::string::npos;
}

// The line that closes what the function that opens at `index` began.
std::size_t end_of_block(const SourceFile& file, std::size_t index) {
  const std::string closing = std::string(indentation(file.lines[beginning_of(file, index)]), ' ') + "}";
  while (index + 1 < file.lines.size() && !file.lines[index].starts_with(closing)) ++index;
  return index;
}

bool says_why_it_is_long(const SourceFile& file, std::size_t index) {
  static const std::regex words("[Ll]onger than|readability-function-size");
  for (std::size_t i = beginning_of(file, index);
       i > 0 && file.lines[i - 1].find("//") == indentation(file.lines[i - 1]); --i)
    if (std::regex_search(file.lines[i - 1], words)) return true;
  return false;
}

}  // namespace

std::vector<std::string> over_budget(const SourceFile& file) {
  const std::size_t budget = is_header(file) ? 120 : 300;
  if (file.lines.size() <= budget || says_why_it_is_long(file)) return {};
  return {file.path + ": " + std::to_string(file.lines.size()) + " lines, budget " + std::to_string(budget)};
}

std::vector<std::string> wide_lines(const SourceFile& file) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < file.lines.size(); ++i)
    if (file.lines[i].size() > 120 && file.lines[i].find('"') == std::string::npos)
      found.push_back(place(file, i) + std::to_string(file.lines[i].size()) + " columns, budget 120");
  return found;
}

std::vector<std::string> long_functions(const SourceFile& file) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    if (!opens_function(file, i)) continue;
    const std::size_t end = end_of_block(file, i);
    if (end - i - 1 > 40 && !says_why_it_is_long(file, i))
      found.push_back(place(file, i) + "a function of " + std::to_string(end - i - 1) + " lines, budget 40");
    i = end;
  }
  return found;
}

std::vector<std::string> camel_constants(const SourceFile& file) {
  static const std::regex constant(R"(\b(?:constexpr|const)\b.*[ &*](k[A-Z]\w*) *(?:\[.*\] *)?[={;].*)");
  std::vector<std::string> found;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    std::smatch match;
    if (std::regex_search(file.lines[i], match, constant)) found.push_back(place(file, i) + match[1].str());
  }
  return found;
}

std::vector<std::string> homeless_tests(const SourceFile& file) {
  if (!file.path.ends_with("_test.cpp") || file.path.starts_with("examples/")) return {};
  if (std::find(file.lines.begin(), file.lines.end(), "namespace assay::test {") != file.lines.end()) return {};
  return {file.path + ": tests stand in namespace assay::test"};
}

std::vector<std::string> drawer_names(const SourceFile& file) {
  static const std::regex drawer("(.*[/_-])?(utils?|common|helpers?|managers?|misc)([_-].*)?\\.(cpp|h)");
  if (!std::regex_match(file.path, drawer)) return {};
  return {file.path + ": name it after what lies in it"};
}

std::vector<std::string> left_for_later(const SourceFile& file) {
  static const std::regex note(
      "\\b(TO"
      "DO|FIX"
      "ME|XX"
      "X|HA"
      "CK)\\b");
  std::vector<std::string> found;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    if (std::regex_search(file.lines[i], note))
      found.push_back(file.path + ":" + std::to_string(i + 1) + ": " + file.lines[i]);
  }
  return found;
}

std::vector<std::string> bare_header(const SourceFile& file) {
  if (!is_header(file)) return {};
  std::vector<std::string> found;
  if (file.lines.empty() || !file.lines.front().starts_with("// "))
    found.push_back(file.path + ": says not what it is");
  const auto once = std::find(file.lines.begin(), file.lines.end(), "#pragma once");
  if (once == file.lines.end()) found.push_back(file.path + ": no #pragma once");
  return found;
}

std::vector<std::string> borrowed_widths(const SourceFile& file) {
  static const std::regex width("std::u?int(8|16|32|64|max|ptr)_t");
  const auto use = std::find_if(file.lines.begin(), file.lines.end(),
                                [](const std::string& line) { return std::regex_search(line, width); });
  const std::vector<Include> includes = includes_of(file);
  const bool includes_it =
      std::any_of(includes.begin(), includes.end(), [](const Include& include) { return include.name == "cstdint"; });
  if (use == file.lines.end() || includes_it) return {};
  return {file.path + ": includes <cstdint> by luck alone"};
}

}  // namespace assay::test

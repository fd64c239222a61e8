#include "tests/repository/style.h"

#include <algorithm>
#include <regex>

namespace assay {
namespace {

bool is_header(const SourceFile& file) { return file.path.ends_with(".h"); }

bool says_why_it_is_long(const SourceFile& file) {
  const auto end =
      std::find_if(file.lines.begin(), file.lines.end(), [](const auto& l) { return !l.starts_with("//"); });
  return std::any_of(file.lines.begin(), end,
                     [](const auto& l) { return std::regex_search(l, std::regex("[Ll]onger than")); });
}

}  // namespace

std::vector<std::string> over_budget(const SourceFile& file) {
  const std::size_t budget = is_header(file) ? 120 : 300;
  if (file.lines.size() <= budget || says_why_it_is_long(file)) return {};
  return {file.path + ": " + std::to_string(file.lines.size()) + " lines, budget " + std::to_string(budget)};
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

}  // namespace assay

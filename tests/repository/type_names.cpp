#include "tests/repository/type_names.h"

#include <map>
#include <regex>
#include <set>

namespace assay::test {
namespace {

// The types that a file defines at the beginning of a line, which is where clang-format puts those of a namespace.
std::vector<std::string> types_in(const SourceFile& file) {
  static const std::regex definition(
      R"(^(?:struct|class|enum class|enum|union) (\w+)(?: final)?(?: *:[^:].*)? *(?:\{.*)?$|^using (\w+) =.*)");
  std::vector<std::string> found;
  bool is_unnamed = false;
  for (const std::string& line : file.lines) {
    if (line == "namespace {") is_unnamed = true;
    if (line == "}  // namespace") is_unnamed = false;
    std::smatch match;
    if (!is_unnamed && std::regex_match(line, match, definition)) found.push_back(match[1].str() + match[2].str());
  }
  return found;
}

}  // namespace

std::vector<std::string> types_defined_twice(const std::vector<SourceFile>& files) {
  std::map<std::string, std::set<std::string>> files_of;
  for (const SourceFile& file : files)
    for (const std::string& type : types_in(file)) files_of[type].insert(file.path);
  std::vector<std::string> found;
  for (const auto& [type, places] : files_of) {
    if (places.size() < 2) continue;
    found.push_back(type + ':');
    for (const std::string& place : places) found.back() += ' ' + place;
  }
  return found;
}

}  // namespace assay::test

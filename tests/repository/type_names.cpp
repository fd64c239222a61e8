#include "tests/repository/type_names.h"

#include <map>
#include <regex>
#include <set>

namespace assay::test {
namespace {

// Tests stand in a namespace of their own, and each program of them is linked alone.
std::string program_of(const SourceFile& file) {
  if (file.path.starts_with("tests/")) return file.path.substr(0, file.path.find('/', 6)) + ' ';
  return file.path.ends_with("_test.cpp") ? "laws " : "";
}

// The types that a file defines at the beginning of a line, which is where clang-format puts those of a namespace.
std::vector<std::string> types_in(const SourceFile& file) {
  static const std::regex definition(
      R"(^(?:struct|class|enum class|enum|union) (\w+)(?: final)?(?: *:[^:].*)? *(?:\{.*)?$)");
  std::vector<std::string> found;
  bool is_unnamed = false;
  for (const std::string& line : file.lines) {
    if (line == "namespace {") is_unnamed = true;
    if (line == "}  // namespace") is_unnamed = false;
    std::smatch match;
    if (!is_unnamed && std::regex_match(line, match, definition)) found.push_back(match[1]);
  }
  return found;
}

}  // namespace

std::vector<std::string> types_defined_twice(const std::vector<SourceFile>& files) {
  std::map<std::string, std::set<std::string>> files_of;
  for (const SourceFile& file : files)
    for (const std::string& type : types_in(file)) files_of[program_of(file) + type].insert(file.path);
  std::vector<std::string> found;
  for (const auto& [type, places] : files_of) {
    if (places.size() < 2) continue;
    found.push_back(type + ':');
    for (const std::string& place : places) found.back() += ' ' + place;
  }
  return found;
}

}  // namespace assay::test

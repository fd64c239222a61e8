#include "tests/repository/sources.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace assay::test {
namespace {

namespace fs = std::filesystem;

bool is_source(const fs::path& path) { return path.extension() == ".cpp" || path.extension() == ".h"; }

bool is_script(const fs::path& path) {
  const auto folder = path.parent_path().string();
  return folder == "script" || folder == ".ci" || path.extension() == ".cmake" || path.filename() == "CMakeLists.txt";
}

std::vector<SourceFile> read_below(const std::vector<std::string>& folders, bool (*wanted)(const fs::path&)) {
  std::vector<SourceFile> files;
  for (const auto& folder : folders) {
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file() && wanted(entry.path())) files.push_back(read_source(entry.path().generic_string()));
    }
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

const std::vector<std::string> code_folders = {"contracts", "mock",  "property-tests", "reports", "cli",
                                               "tests",     "bench", "examples",       "fuzz"};

}  // namespace

SourceFile read_source(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path + ": do the tests run in the repository's root?");
  std::ostringstream text;
  text << in.rdbuf();
  return literal_source(path, text.str());
}

SourceFile literal_source(std::string path, std::string_view text) {
  SourceFile file{.path = std::move(path)};
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) file.lines.push_back(line);
  return file;
}

const std::vector<SourceFile>& sources() {
  static const auto files = read_below(code_folders, is_source);
  return files;
}

const std::vector<SourceFile>& written_files() {
  static const auto files = [] {
    auto folders = code_folders;
    folders.insert(folders.end(), {"script", "cmake", ".ci"});
    return read_below(folders, [](const fs::path& path) { return is_source(path) || is_script(path); });
  }();
  return files;
}

std::vector<Include> includes_of(const SourceFile& file) {
  static const std::regex directive(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  std::vector<Include> found;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    std::smatch match;
    if (!std::regex_search(file.lines[i], match, directive)) continue;
    found.push_back({.line = static_cast<int>(i + 1), .bracket = match[1].str().front(), .name = match[2].str()});
  }
  return found;
}

}  // namespace assay::test

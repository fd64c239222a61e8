// The repository's own files as texts, for the tests that hold it to its rules. Tests run in the repository's root.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay::test {

struct SourceFile {
  std::string path{};  // from the root, with '/'
  std::vector<std::string> lines{};
};

// Every .cpp and .h of the code folders, ordered by path.
const std::vector<SourceFile>& sources();

// Sources, scripts and CMake files: whatever a person wrote to be run. Ordered by path.
const std::vector<SourceFile>& written_files();

// Throws std::runtime_error when there is no such file.
SourceFile read_source(const std::string& path);

// `text` as the file `path`, for tests of the rules themselves.
SourceFile literal_source(std::string path, std::string_view text);

// What `#include "..."` and `#include <...>` lines of the file name.
struct Include {
  int line = 0;        // 1-based
  char bracket = '"';  // '"' or '<'
  std::string name{};
};
std::vector<Include> includes_of(const SourceFile& file);

}  // namespace assay::test

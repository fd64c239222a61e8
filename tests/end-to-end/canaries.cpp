#include "tests/end-to-end/canaries.h"

#include <filesystem>

#include "contracts/secrets/value_search.h"

namespace assay::test {

void Canaries::add(const std::string& value) {
  const std::lock_guard guard(mutex_);
  values_.add(value);
}

std::size_t Canaries::size() const {
  const std::lock_guard guard(mutex_);
  return values_.size();
}

std::vector<std::string> Canaries::shown_by(const Finished& run, const std::string& folder) const {
  const std::lock_guard guard(mutex_);
  std::vector<std::string> shown;
  const auto search = [&](const std::string& name, std::string text) {
    // UTF-16 is ASCII with a zero between, which JSON writes as an escape.
    for (const std::string& zero : {std::string(1, '\0'), std::string("\\u0000")})
      for (auto at = text.find(zero); at != std::string::npos; at = text.find(zero, at)) text.erase(at, zero.size());
    if (!find_values(values_, text).empty()) shown.push_back(name);
  };
  search("stdout", run.out);
  search("stderr", run.err);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) search(entry.path().filename().string(), read_file(entry.path().string()));
  return shown;
}

}  // namespace assay::test

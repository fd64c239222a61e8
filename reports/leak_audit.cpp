#include "reports/leak_audit.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "contracts/place.h"

namespace assay {
namespace {

std::string read_artifact(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  if (!stream.is_open() || stream.bad())
    throw BadDocument({.file = file, .line = 0, .pointer = ""},
                      "cannot be read back to search it for secrets: check its permissions");
  return bytes.str();
}

void remove_artifact(const std::string& file) {
  std::error_code error;
  std::filesystem::remove(file, error);
  if (error)
    throw BadDocument({.file = file, .line = 0, .pointer = ""},
                      "holds a secret and cannot be removed: remove it by hand");
}

}  // namespace

LeakSearch audit_leaks(const std::vector<std::string>& files, const Redactor& redactor) {
  LeakSearch search{.audit = {.values = redactor.size(), .artifacts = files.size(), .hits = 0}, .hits = {}};
  for (const std::string& file : files) {
    const std::vector<std::string> names = redactor.find(read_artifact(file));
    if (names.empty()) continue;
    remove_artifact(file);
    search.hits.push_back({file, names});
  }
  search.audit.hits = search.hits.size();
  return search;
}

}  // namespace assay

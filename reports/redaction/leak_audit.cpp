#include "reports/redaction/leak_audit.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "contracts/documents/place.h"

namespace assay {
namespace {

// Calls see(piece) for the whole file, or for each line of it.
template <class See>
void read_artifact(const std::string& file, SearchBy by, See see) {
  std::ifstream stream(file, std::ios::binary);
  std::string piece;
  if (by == SearchBy::line) {
    while (std::getline(stream, piece)) see(piece);
  } else {
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    see(std::move(bytes).str());
  }
  if (!stream.is_open() || stream.bad())
    throw BadDocument({.file = file, .line = 0, .pointer = ""},
                      "cannot be read back to search it for secrets: check its permissions");
}

void remove_artifact(const std::string& file) {
  std::error_code error;
  std::filesystem::remove(file, error);
  if (error)
    throw BadDocument({.file = file, .line = 0, .pointer = ""},
                      "holds a secret and cannot be removed: remove it by hand");
}

}  // namespace

LeakSearch search_leaks(const std::vector<std::string>& files, const Redactor& redactor, SearchBy by) {
  LeakSearch search{.audit = {.values = redactor.size(), .artifacts = files.size(), .hits = 0}, .hits = {}};
  for (const std::string& file : files) {
    std::vector<std::string> names;
    read_artifact(file, by, [&](const std::string& piece) {
      for (std::string& name : redactor.find(piece))
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    });
    if (!names.empty()) search.hits.push_back({file, names});
  }
  search.audit.hits = search.hits.size();
  return search;
}

LeakSearch audit_leaks(const std::vector<std::string>& files, const Redactor& redactor, SearchBy by) {
  LeakSearch search = search_leaks(files, redactor, by);
  for (const LeakHit& hit : search.hits) remove_artifact(hit.file);
  return search;
}

}  // namespace assay

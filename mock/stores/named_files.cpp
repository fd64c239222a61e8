#include "mock/stores/named_files.h"

#include <sys/stat.h>

namespace assay {

NamedFiles::NamedFiles(std::vector<std::string> names) {
  for (auto& name : names) {
    const Identity identity = identity_of(name);
    files_.emplace_back(std::move(name), identity);
  }
}

std::string NamedFiles::first_lost() const {
  for (const auto& [name, identity] : files_)
    if (identity_of(name) != identity) return name;
  return {};
}

NamedFiles::Identity NamedFiles::identity_of(const std::string& name) {
  struct stat status {};
  if (::stat(name.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino};
}

}  // namespace assay

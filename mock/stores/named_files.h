// Files that a program holds open, and the names that led to them. A deleted file stays writable to whoever has it
// open: what is written there is gone when he closes it, and no call fails.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace assay {

// Not changed once made: may be asked from several threads at once.
class NamedFiles {
 public:
  explicit NamedFiles(std::vector<std::string> names);  // which need not exist

  // The first name that leads elsewhere by now, or nowhere; empty: none does.
  std::string first_lost() const;

 private:
  using Identity = std::pair<unsigned long long, unsigned long long>;  // device and inode; zeros: no file

  static Identity identity_of(const std::string& name);

  std::vector<std::pair<std::string, Identity>> files_{};
};

}  // namespace assay

// A file that is written anew and can be read by its owner alone from its first moment on.
#pragma once

#include <string>
#include <string_view>

namespace assay {

// What lies at `file` before, also a link, is removed and never written to. Not thread-safe.
class PrivateFile {
 public:
  // Throws BadDocument when it cannot be made.
  explicit PrivateFile(std::string file);
  ~PrivateFile();
  PrivateFile(const PrivateFile&) = delete;
  PrivateFile& operator=(const PrivateFile&) = delete;

  // Nothing is kept back. Throws BadDocument when it cannot be written, at the disk's end too.
  void write(std::string_view bytes);

 private:
  std::string file_;
  int descriptor_ = -1;
};

// Gives `file` the permissions that a file made in the usual way has (umask(2)).
void make_readable(const std::string& file);

}  // namespace assay

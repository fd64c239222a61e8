// The file that keeps the last secret of each rotated token (--save-last-secret), so that their webhooks can be mended.
// The only place where assay writes a secret down; mode 0600.
#pragma once

#include <string>

namespace assay {

class SecretFile {
 public:
  // Makes a new file beside `path`, so that a path that cannot be written is known before anything is rotated. Throws
  // BadDocument.
  explicit SecretFile(std::string path);
  ~SecretFile();  // removes the new file unless it was kept
  SecretFile(const SecretFile&) = delete;
  SecretFile& operator=(const SecretFile&) = delete;

  // Writes `text` and gives the file its name; what stood there is replaced, a symbolic link too, never followed. May
  // be called again with a later text. Why that did not work; empty when it did. The first survives the end of this
  // process however it comes, the second that of the machine too.
  std::string save(const std::string& text);
  std::string keep(const std::string& text);

 private:
  enum class Until { process_ends, machine_ends };
  bool open_another();
  std::string write_down(const std::string& text, Until until);

  std::string path_;
  std::string temporary_;
  int file_ = -1;
};

}  // namespace assay

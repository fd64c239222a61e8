// The file that keeps the last secret of each rotated token (--save-last-secret), so that their webhooks can be mended.
// The only place where assay writes a secret down; mode 0600.
#pragma once

#include <string>

#include "contracts/contract.h"
#include "contracts/history.h"

namespace assay {

// What goes into the file: {"target": URL, "tokens": [{"id", "webhook_secret", "issued", "certain"}]}. `certain` is false when
// another rotation of the token was answered later, or may have been, without showing its secret, or at the same time.
// Empty when no answer showed a secret.
std::string last_secrets(const Contract& contract, const History& history, const std::string& url);

class SecretFile {
 public:
  // Makes a new file beside `path`, so that a path that cannot be written is known before anything is rotated. Throws
  // BadDocument.
  explicit SecretFile(std::string path);
  ~SecretFile();  // removes the new file unless it was kept
  SecretFile(const SecretFile&) = delete;
  SecretFile& operator=(const SecretFile&) = delete;

  // Writes `text`, to the disk, and gives the file its name; what stood there is replaced, a symbolic link too, never followed.
  // Why that did not work; empty when it did.
  std::string keep(const std::string& text);

 private:
  std::string path_;
  std::string temporary_;
  int file_ = -1;
};

}  // namespace assay

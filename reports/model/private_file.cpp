#include "reports/model/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "contracts/documents/place.h"

namespace assay {
namespace {

[[noreturn]] void cannot_write(const std::string& file) {
  throw BadDocument({.file = file, .line = 0, .pointer = ""},
                    "cannot be written: check the permissions, the free space and --report-dir");
}

}  // namespace

PrivateFile::PrivateFile(std::string file) : file_(std::move(file)) {
  if (::unlink(file_.c_str()) != 0 && errno != ENOENT) cannot_write(file_);
  descriptor_ = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor_ < 0) cannot_write(file_);
}

PrivateFile::~PrivateFile() { ::close(descriptor_); }

void PrivateFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) cannot_write(file_);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void make_readable(const std::string& file) {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (::chmod(file.c_str(), 0666 & ~mask) != 0) cannot_write(file);
}

}  // namespace assay

#include "cli/check/secret_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "contracts/documents/place.h"

namespace assay {
namespace {

std::string why() { return std::generic_category().message(errno); }

}  // namespace

SecretFile::SecretFile(std::string path) : path_(std::move(path)) {
  if (std::filesystem::is_directory(path_))
    throw BadDocument(Place{.file = path_}, "--save-last-secret needs a file's name, and this is a directory");
  if (!open_another()) throw BadDocument(Place{.file = path_}, "--save-last-secret: cannot be written: " + why());
}

SecretFile::~SecretFile() {
  if (file_ < 0) return;
  close(file_);
  unlink(temporary_.c_str());
}

bool SecretFile::open_another() {
  temporary_ = path_ + ".XXXXXX";
  file_ = mkostemp(temporary_.data(), O_CLOEXEC);  // mode 0600, a new file
  return file_ >= 0;
}

std::string SecretFile::write_down(const std::string& text, Until until) {
  if (file_ < 0 && !open_another()) return why();
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t written = write(file_, text.data() + at, text.size() - at);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return why();
    at += static_cast<std::size_t>(written);
  }
  if (until == Until::machine_ends && fsync(file_) != 0) return why();
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return why();
  close(file_);
  file_ = -1;
  return {};
}

std::string SecretFile::save(const std::string& text) { return write_down(text, Until::process_ends); }

std::string SecretFile::keep(const std::string& text) { return write_down(text, Until::machine_ends); }

}  // namespace assay

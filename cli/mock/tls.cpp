#include "cli/mock/tls.h"

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace assay {
namespace {

namespace fs = std::filesystem;

std::shared_ptr<const std::string> write_new_file(const std::string& text) {
  const std::string ending = ".pem";
  std::string name = (fs::temp_directory_path() / ("assay-mock-XXXXXX" + ending)).string();
  const int descriptor = mkstemps(name.data(), static_cast<int>(ending.size()));
  if (descriptor < 0) throw std::runtime_error("no file can be made in " + fs::temp_directory_path().string());
  ::close(descriptor);
  std::shared_ptr<const std::string> file(new std::string(name), [](const std::string* path) {
    std::error_code ignored;  // somebody else removed it
    fs::remove(*path, ignored);
    delete path;
  });
  std::ofstream stream(name, std::ios::binary);
  if (!(stream << text << std::flush)) throw std::runtime_error("cannot write " + name);
  return file;
}

ServedTls self_signed(const std::string& host) {
  const TlsIdentity identity = self_signed_identity({host});
  const auto file = write_new_file(identity.certificate);
  return {.identity = identity, .fingerprint = fingerprint_of(identity), .certificate_file = *file, .own_file = file};
}

}  // namespace

std::optional<ServedTls> tls_of(const TlsOptions& options, const std::string& host) {
  if (options.self_signed) return self_signed(host);
  if (options.certificate.empty()) return std::nullopt;
  const TlsIdentity identity = load_tls_identity(options.certificate, options.key);
  return ServedTls{
      .identity = identity, .fingerprint = fingerprint_of(identity), .certificate_file = options.certificate};
}

}  // namespace assay

#include "contracts/documents/document_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "contracts/documents/place.h"

namespace assay {
namespace {

[[noreturn]] void cannot_read(const std::string& file) {
  throw BadDocument({.file = file}, std::string("cannot be read: ") + std::strerror(errno) + "; check the path");
}

}  // namespace

std::string read_document_file(const std::string& file, std::size_t limit) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "rb"), &std::fclose);
  if (!stream) cannot_read(file);
  std::string bytes;
  char block[64 * 1024];
  while (bytes.size() <= limit) {
    const std::size_t got = std::fread(block, 1, sizeof block, stream.get());
    bytes.append(block, got);
    if (got == sizeof block) continue;
    if (std::ferror(stream.get())) cannot_read(file);
    if (bytes.size() <= limit) return bytes;
  }
  throw BadDocument({.file = file}, "holds more than " + std::to_string(limit >> 20) +
                                        " MiB; give a document that describes this API alone");
}

}  // namespace assay

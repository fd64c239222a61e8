#include "contracts/documents/document_file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "contracts/documents/place.h"

namespace assay {
namespace {

[[noreturn]] void cannot_read(const std::string& file) {
  throw BadDocument({.file = file}, std::string("cannot be read: ") + std::strerror(errno) + "; check the path");
}

}  // namespace

std::string read_stream(std::FILE* stream, const std::string& name, std::size_t limit, const std::string& too_large) {
  std::string bytes;
  std::array<char, 65536> block{};
  while (bytes.size() <= limit) {
    const std::size_t got = std::fread(block.data(), 1, block.size(), stream);
    bytes.append(block.data(), got);
    if (got == block.size()) continue;
    if (std::ferror(stream) != 0) cannot_read(name);
    if (bytes.size() <= limit) return bytes;
  }
  throw BadDocument({.file = name}, too_large);
}

std::string read_file(const std::string& file, std::size_t limit, const std::string& too_large) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "rb"), &std::fclose);
  if (!stream) cannot_read(file);
  return read_stream(stream.get(), file, limit, too_large);
}

std::string read_document_file(const std::string& file, std::size_t limit) {
  return read_file(
      file, limit,
      "holds more than " + std::to_string(limit >> 20) + " MiB; give a document that describes this API alone");
}

}  // namespace assay

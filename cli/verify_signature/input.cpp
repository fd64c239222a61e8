#include "cli/verify_signature/input.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "contracts/documents/place.h"

namespace assay {
namespace {

[[noreturn]] void cannot_read(const std::string& file) {
  throw BadDocument({.file = file}, "cannot be read: " + std::generic_category().message(errno) + "; check the path");
}

std::string read_stream(std::FILE* stream, const std::string& file, std::size_t limit) {
  std::string bytes;
  std::array<char, 65536> block{};
  while (bytes.size() <= limit) {
    const std::size_t got = std::fread(block.data(), 1, block.size(), stream);
    bytes.append(block.data(), got);
    if (got == block.size()) continue;
    if (std::ferror(stream) != 0) cannot_read(file);
    if (bytes.size() <= limit) return bytes;
  }
  throw BadDocument({.file = file}, "holds more than " + std::to_string(limit) + " bytes, the most that are read");
}

}  // namespace

std::string read_input(const std::string& file, std::size_t limit) {
  if (file == "-") return read_stream(stdin, "standard input", limit);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "rb"), &std::fclose);
  if (!stream) cannot_read(file);
  return read_stream(stream.get(), file, limit);
}

}  // namespace assay

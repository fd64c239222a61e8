// The only place of contracts/ that reads a file.
#pragma once

#include <cstddef>
#include <string>

namespace assay {

// Bytes. GitHub's document has 14 MB; of a YAML text, which takes eighty times its size to read, no more than 8 MiB.
constexpr std::size_t document_limit = 32 * 1024 * 1024;
constexpr std::size_t yaml_limit = 8 * 1024 * 1024;

// The bytes of `file`. Throws BadDocument when it cannot be read (with the system's reason) or holds more than `limit`
// bytes; no more than that is ever read.
std::string read_document_file(const std::string& file, std::size_t limit = document_limit);

}  // namespace assay

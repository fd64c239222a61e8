// The only place of contracts/ that reads a file.
#pragma once

#include <cstddef>
#include <string>

namespace assay {

constexpr std::size_t document_limit = 8 * 1024 * 1024;  // bytes

// The bytes of `file`. Throws BadDocument when it cannot be read (with the system's reason) or holds more than `limit`
// bytes; no more than that is ever read.
std::string read_document_file(const std::string& file, std::size_t limit = document_limit);

}  // namespace assay

// Bytes that a flag names: of a file, or of standard input where it is "-".
#pragma once

#include <cstddef>
#include <string>

namespace assay {

// Throws BadDocument where it cannot be read, with the system's reason, or holds more than `limit` bytes, of which no
// more is read.
std::string read_input(const std::string& file, std::size_t limit);

}  // namespace assay

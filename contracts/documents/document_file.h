// The only place that reads whole files, and streams, up to a limit.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>

namespace assay {

// Bytes. GitHub's document has 14 MB; of a YAML text, which takes eighty times its size to read, no more than 8 MiB.
constexpr std::size_t document_limit = 32 * 1024 * 1024;
constexpr std::size_t yaml_limit = 8 * 1024 * 1024;

// The bytes of `file`. Throws BadDocument when it cannot be read (with the system's reason) or holds more than `limit`
// bytes; no more than that is ever read.
std::string read_document_file(const std::string& file, std::size_t limit = document_limit);

// The bytes of any other file. `too_large` is said, for a person, of one that holds more.
std::string read_file(const std::string& file, std::size_t limit, const std::string& too_large);

// The same of an open stream, which stays the caller's; `name` is what errors call it.
std::string read_stream(std::FILE* stream, const std::string& name, std::size_t limit, const std::string& too_large);

}  // namespace assay

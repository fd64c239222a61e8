#include "cli/verify_signature/input.h"

#include "contracts/documents/document_file.h"

namespace assay {

std::string read_input(const std::string& file, std::size_t limit) {
  const std::string too_large = "holds more than " + std::to_string(limit) + " bytes, the most that are read";
  return file == "-" ? read_stream(stdin, "standard input", limit, too_large) : read_file(file, limit, too_large);
}

}  // namespace assay

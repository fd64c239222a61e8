#include "reports/json/load_report.h"

#include <filesystem>
#include <system_error>

#include "contracts/documents/document_file.h"
#include "contracts/documents/place.h"
#include "reports/json/report_json.h"

namespace assay {

std::string read_report_file(const std::string& file) {
  namespace fs = std::filesystem;
  const Place place{.file = file, .line = 0, .pointer = ""};
  std::error_code error;
  if (fs::is_directory(file, error)) throw BadDocument(place, "is a folder; give the report.json in it");
  const auto size = fs::file_size(file, error);
  if (!error && size > largest_report)
    throw BadDocument(place, "holds " + std::to_string(size >> 20) + " MiB, a report of assay at most " +
                                 std::to_string(largest_report >> 20) + "; it was not read");
  return read_document_file(file, largest_report);
}

Report load_report(const std::string& file) { return report_from_json(read_report_file(file), file); }

}  // namespace assay

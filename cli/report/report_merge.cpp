#include <filesystem>
#include <iostream>

#include "cli/report/report.h"
#include "contracts/documents/place.h"
#include "reports/compare/matrix.h"
#include "reports/json/load_report.h"
#include "reports/write_report.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

struct MatrixFormat {
  const char* id;
  const char* file_name;
  std::string (*render)(const Matrix&);
};

constexpr MatrixFormat formats[] = {{"markdown", "matrix.md", matrix_as_markdown},
                                    {"json", "matrix.json", matrix_as_json},
                                    {"html", "matrix.html", matrix_as_html}};

const MatrixFormat& format_of(const std::string& id) {
  for (const MatrixFormat& format : formats)
    if (format.id == id) return format;
  throw BadDocument(Place{}, "there is no format \"" + id + "\" of a matrix: html, markdown or json");
}

// A path as a relative URL: what is not unreserved (RFC 3986 2.3) nor '/' is percent-encoded.
std::string to_href(const std::string& path) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string href;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain)
      href += c;
    else
      ((href += '%') += digits[byte >> 4]) += digits[byte & 15];
  }
  return href;
}

// The report.html beside `report`, as seen from `directory`.
std::string page_of(const std::string& report, const fs::path& directory) {
  const fs::path page = fs::absolute(report).lexically_normal().parent_path() / "report.html";
  return to_href(page.lexically_relative(fs::absolute(directory).lexically_normal()).generic_string());
}

}  // namespace

int run_merge(const MergeOptions& options) {
  std::vector<const MatrixFormat*> files;
  for (const std::string& id : options.outputs) files.push_back(&format_of(id));
  const bool to_output = files.empty() || !options.format.empty();
  const MatrixFormat& shown = format_of(options.format.empty() ? "markdown" : options.format);
  const fs::path directory = !options.report_dir.empty() ? options.report_dir : files.empty() ? "." : "assay-report";
  std::vector<MatrixSource> sources;
  for (const std::string& file : options.reports) sources.push_back({load_report(file), page_of(file, directory)});
  const Matrix matrix = make_matrix(sources);
  for (const MatrixFormat* format : files) {
    const std::string file = (directory / format->file_name).string();
    write_artifact(file, format->render(matrix));
    std::cout << "report: " << file << '\n';
  }
  if (to_output) std::cout << shown.render(matrix);
  return conforms;
}

}  // namespace assay

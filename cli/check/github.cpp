#include "cli/check/github.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <string_view>

#include "contracts/documents/place.h"
#include "reports/formats/annotations.h"

namespace assay {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

void append(const std::string& file, const std::string& summary) {
  std::ifstream from(file, std::ios::binary);
  std::ofstream to(summary, std::ios::binary | std::ios::app);
  to << from.rdbuf();
  to.close();
  if (!from || !to) throw BadDocument({.file = summary}, "cannot be written: GITHUB_STEP_SUMMARY names this file");
}

}  // namespace

void tell_github(const Report& report, const std::vector<std::string>& files, std::ostream& out) {
  if (environment("GITHUB_ACTIONS") == "true") out << render_annotations(report);
  const std::string summary(environment("GITHUB_STEP_SUMMARY"));
  if (summary.empty()) return;
  for (const std::string& file : files)
    if (std::filesystem::path(file).filename() == "report.md") append(file, summary);
}

}  // namespace assay

#include "reports/write_report.h"

#include <algorithm>
#include <filesystem>

#include "contracts/documents/place.h"
#include "reports/json/seal.h"
#include "reports/model/private_file.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot_write(const std::string& file) {
  throw BadDocument({.file = file, .line = 0, .pointer = ""},
                    "cannot be written: check the permissions, the free space and --report-dir");
}

void write_bytes(const std::string& file, std::string_view bytes) { PrivateFile(file).write(bytes); }

// Not under its own name yet: it has to be searched first.
std::string unsearched(const std::string& file) { return file + ".unsearched"; }

struct Artifact {
  const Format* format = nullptr;
  std::string file{};
};

LeakSearch write_and_search(Report report, const std::vector<Artifact>& artifacts, const Redactor& redactor) {
  std::vector<std::string> files;
  seal(report);
  for (const Artifact& artifact : artifacts) {
    files.push_back(unsearched(artifact.file));
    write_bytes(files.back(), artifact.format->render(report));
  }
  return audit_leaks(files, redactor);
}

bool is_hit(const std::vector<LeakHit>& hits, const std::string& file) {
  return std::any_of(hits.begin(), hits.end(), [&](const LeakHit& hit) { return hit.file == file; });
}

}  // namespace

WrittenReport write_report(Report report, const std::vector<const Format*>& formats, const std::string& directory,
                           const Redactor& redactor) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) cannot_write(directory);
  std::vector<Artifact> artifacts;
  for (const Format* format : formats)
    if (!format->file_name.empty()) artifacts.push_back({format, (fs::path(directory) / format->file_name).string()});

  report.leak_audit = {.values = redactor.size(), .artifacts = artifacts.size(), .hits = 0};
  WrittenReport written;
  written.leaks = write_and_search(report, artifacts, redactor);
  if (!written.leaks.hits.empty()) {  // what is left has to say so
    report.leak_audit = written.leaks.audit;
    std::erase_if(artifacts,
                  [&](const Artifact& artifact) { return is_hit(written.leaks.hits, unsearched(artifact.file)); });
    write_and_search(report, artifacts, redactor);
  }
  for (LeakHit& hit : written.leaks.hits) hit.file.resize(hit.file.size() - unsearched("").size());
  for (const LeakHit& hit : written.leaks.hits) fs::remove(hit.file, error);  // of an earlier run
  for (const Artifact& artifact : artifacts) {
    make_readable(unsearched(artifact.file));
    fs::rename(unsearched(artifact.file), artifact.file, error);
    if (error) cannot_write(artifact.file);
    written.files.push_back(artifact.file);
  }
  return written;
}

void write_artifact(const std::string& file, std::string_view bytes) {
  std::error_code error;
  const fs::path folder = fs::path(file).parent_path();
  if (!folder.empty()) fs::create_directories(folder, error);
  if (error) cannot_write(folder.string());
  const std::string unfinished = file + ".unfinished";
  write_bytes(unfinished, bytes);
  make_readable(unfinished);
  fs::rename(unfinished, file, error);
  if (error) cannot_write(file);
}

std::vector<std::string> write_formats(const Report& report, const std::vector<const Format*>& formats,
                                       const std::string& directory) {
  std::vector<std::string> files;
  for (const Format* format : formats) {
    files.push_back((fs::path(directory) / format->file_name).string());
    write_artifact(files.back(), format->render(report));
  }
  return files;
}

}  // namespace assay

// Puts a report's files into a directory, each only after the leak audit has read it back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/formats/format.h"
#include "reports/model/report.h"
#include "reports/redaction/leak_audit.h"
#include "reports/redaction/redactor.h"

namespace assay {

struct WrittenReport {
  std::vector<std::string> files{};  // written and clean, in the order of `formats`
  LeakSearch leaks{};                // any hit: the file was removed, and the run must end with exit code 5
};

// Writes `report` in each format that has a file name, as DIRECTORY/file_name; the directory is made when it is not
// there. A file gets its name only once it was searched, so that one with a secret never stands under it. The counts of
// the audit are part of the report that is written. Throws BadDocument with the path when a file cannot be written.
WrittenReport write_report(Report report, const std::vector<const Format*>& formats, const std::string& directory,
                           const Redactor& redactor);

// Writes a report that was sealed and audited before, as it is, in each format that has a file name; the directory is
// made when it is not there. Gives the files. Throws BadDocument with the path when one cannot be written.
std::vector<std::string> write_formats(const Report& report, const std::vector<const Format*>& formats,
                                       const std::string& directory);

// Replaces `file`, whose folder is made when it is not there, in one step: a reader sees the old bytes or the new ones.
// Throws BadDocument with the path.
void write_artifact(const std::string& file, std::string_view bytes);

}  // namespace assay

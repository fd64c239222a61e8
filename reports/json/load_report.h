// A report from its file.
#pragma once

#include <string>

#include "reports/model/report.h"

namespace assay {

// 256 MiB, about 100,000 exchanges. What is larger is not read at all.
inline constexpr std::size_t largest_report = std::size_t{256} << 20;  // bytes

// The bytes of a report or of the events of a run. Throws BadDocument, before anything is read, for what is no file or
// is larger than largest_report.
std::string read_report_file(const std::string& file);

// Throws BadDocument for a file that cannot be read, is too large, or holds no report of ours (report_json.h).
Report load_report(const std::string& file);

}  // namespace assay

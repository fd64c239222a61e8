// The last step of a run: reads every artifact back and looks for every tainted value in all its forms.
#pragma once

#include <string>
#include <vector>

#include "reports/model/report.h"
#include "reports/redaction/redactor.h"

namespace assay {

struct LeakHit {
  std::string file{};
  std::vector<std::string> names{};  // "secret#3": which values stand in it
};

struct LeakSearch {
  Report::LeakAudit audit{};
  std::vector<LeakHit> hits{};
};

// How a file is searched: whole, or line by line where no value can go over the end of a line (JSON texts, one a line),
// in memory for one line.
enum class SearchBy { file, line };

// Reads `files` and looks for tainted values. Throws BadDocument when a file cannot be read: an artifact that was not
// searched is not clean.
LeakSearch search_leaks(const std::vector<std::string>& files, const Redactor& redactor, SearchBy by = SearchBy::file);

// The same, and removes those that hold one. Throws BadDocument when one cannot be removed, too.
LeakSearch audit_leaks(const std::vector<std::string>& files, const Redactor& redactor, SearchBy by = SearchBy::file);

}  // namespace assay

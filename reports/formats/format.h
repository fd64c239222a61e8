// How a report is told. A format is a pure function of a Report: one file in reports/formats/ and one line in the
// table.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/model/report.h"

namespace assay {

struct Format {
  std::string id{};         // what --report takes: "json"
  std::string file_name{};  // in the report directory: "report.json"; empty: it goes to the terminal, not to a file
  std::string summary{};    // one sentence
  std::function<std::string(const Report&)> render{};
};

// In the order of documentation.
const std::vector<Format>& formats();

// The format of this id, or null.
const Format* find_format(std::string_view id);

}  // namespace assay

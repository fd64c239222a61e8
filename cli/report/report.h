// assay report: what can be done with reports once they are there. Nothing is sent.
#pragma once

#include <string>
#include <vector>

#include "cli/exit_code.h"

namespace assay {

struct RenderOptions {
  std::string report{};                // report.json
  std::string events{};                // events.ndjson of a run that was killed; instead of `report`
  std::string format{};                // to standard output; default: console, unless `reports` names files
  std::vector<std::string> reports{};  // to files
  std::string report_dir{};
};

// Exit code 0.
int run_render(const RenderOptions& options);

struct VerifyOptions {
  std::vector<std::string> reports{};
  std::string document{};  // the OpenAPI document, to compare its digest; may be empty
  std::string policy{};    // of the run; empty: Slate's
};

// Exit code 1 when something in a report is not what its evidence says.
int run_verify(const VerifyOptions& options);

struct DiffOptions {
  std::string before{};
  std::string now{};
  std::string format = "console";  // or json
  enum class Unequal { refuse, compare } unequal = Unequal::refuse;
};

// Exit code 1 when a clause regressed or is new.
int run_diff(const DiffOptions& options);

struct MergeOptions {
  std::vector<std::string> reports{};
  std::string format{};                // markdown, json or html, to standard output; default: markdown
  std::vector<std::string> outputs{};  // the same names, to matrix.md, matrix.json, matrix.html in report_dir
  std::string report_dir{};
};

// Exit code 0.
int run_merge(const MergeOptions& options);

}  // namespace assay

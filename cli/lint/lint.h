// assay lint: what an OpenAPI document itself gets wrong or leaves open.
#pragma once

#include <string>

#include "cli/exit_code.h"

namespace assay {

struct LintOptions {
  std::string document{};  // a file; empty: the one that the program carries inside
  std::string policy{};    // names further secrets; empty: built in
  enum class Format { console, json, sarif } format = Format::console;
};

// fails when a rule of level error is broken, else conforms. Throws BadDocument for a document that cannot be read.
int run_lint(const LintOptions& options);

}  // namespace assay

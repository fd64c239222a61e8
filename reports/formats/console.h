// A report for a person at a terminal: the verdict first, then what to do about it. The table of formats holds it with
// the defaults below; whoever knows the terminal calls render_console itself.
#pragma once

#include <cstddef>
#include <string>

#include "reports/model/report.h"

namespace assay {

struct Terminal {
  std::size_t width = 100;  // columns; texts are wrapped to it (60 at least), command lines never
  enum class Colour { none, ansi } colour = Colour::none;
};

// Control characters in what a vendor sent are shown as escapes, never sent to the terminal.
std::string render_console(const Report& report, const Terminal& terminal);

}  // namespace assay

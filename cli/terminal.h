// What standard output and standard error are connected to.
#pragma once

#include <cstddef>

#include "reports/formats/console.h"

namespace assay {

enum class Output { out, err };

// A person reads along: the stream is a terminal, and no continuous integration service runs us (CI is unset).
bool is_watched(Output output);

// For render_console to standard output: COLUMNS or the terminal's width, colour on a terminal unless NO_COLOR is set.
Terminal terminal_of_output();

// Columns of the terminal behind `output`, from COLUMNS or the terminal itself; `otherwise` when neither says.
std::size_t columns_of(Output output, std::size_t otherwise);

}  // namespace assay

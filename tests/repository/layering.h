// Which folder may include which: the table of ARCHITECTURE.md, as data.
#pragma once

#include <string>
#include <vector>

#include "tests/repository/sources.h"

namespace assay::test {

// One line "file:line: ..." for each include that the architecture does not allow.
std::vector<std::string> forbidden_edges(const SourceFile& file);

// A room is a folder with code. One line for each include between rooms that closes a circle: what is below knows
// nothing of what is above.
std::vector<std::string> circles(const std::vector<SourceFile>& files);

// One line for each include of a third-party library outside the one file that may have it.
std::vector<std::string> stray_libraries(const SourceFile& file);

}  // namespace assay::test

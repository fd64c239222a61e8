// What the house asks of each file beside its compiler's opinion.
#pragma once

#include <string>
#include <vector>

#include "tests/repository/sources.h"

namespace assay::test {

// Longer than 300 lines (a header: 120) without saying so at the top, in a comment with the words "longer than".
std::vector<std::string> over_budget(const SourceFile& file);

// A line of more than 120 columns that holds no text in quotes: clang-format would break a declaration before its
// comment.
std::vector<std::string> wide_lines(const SourceFile& file);

// A function with a body of more than 40 lines, tests aside, without a reason above it: a comment with
// the words "longer than", or the one that clang-tidy reads.
std::vector<std::string> long_functions(const SourceFile& file);

// A constant that is not written like all other names, in snake_case.
std::vector<std::string> camel_constants(const SourceFile& file);

// A test outside namespace assay::test.
std::vector<std::string> homeless_tests(const SourceFile& file);

// A file named after a drawer instead of a noun: util, common, helpers, manager.
std::vector<std::string> drawer_names(const SourceFile& file);

// A note to do something later, where an issue belongs.
std::vector<std::string> left_for_later(const SourceFile& file);

// A header without #pragma once, or without a word on what it is for on its first line.
std::vector<std::string> bare_header(const SourceFile& file);

// A file that names an integer of fixed width and leaves it to another header to include <cstdint>: GCC 13's headers no
// longer do.
std::vector<std::string> borrowed_widths(const SourceFile& file);

}  // namespace assay::test

// What must hold of every input.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace assay::fuzz {

// Ends the program, so that libFuzzer keeps the input, when `holds` is false.
inline void claim(bool holds, const char* words) {
  if (holds) return;
  std::fprintf(stderr, "not so: %s\n", words);
  std::abort();
}

}  // namespace assay::fuzz

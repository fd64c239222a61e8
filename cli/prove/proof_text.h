// The proof as people read it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/prove/proof.h"

namespace assay {

// The matrix, deviation x clause, at most 90 columns wide, and what its columns mean.
std::string matrix_text(const Proof& proof, const std::vector<Trial>& trials);

// The page docs/prove.md; of another contract the same without the words about that page.
std::string proof_page(const Proof& proof, const std::vector<Trial>& trials, std::uint64_t seed);

}  // namespace assay

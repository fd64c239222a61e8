// The fingerprint of a catalogue: two reports can be compared when they speak of the same clauses.
#pragma once

#include <string>
#include <vector>

#include "contracts/judge/check.h"

namespace assay {

// SHA-256 over ids, levels and requirements in their order, hex.
std::string catalogue_digest(const std::vector<const Check*>& catalogue);

// Of checks(): the clauses that this program knows.
std::string our_catalogue_digest();

}  // namespace assay

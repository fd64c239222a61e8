// The fingerprint of a catalogue: two reports can be compared when they speak of the same clauses.
#pragma once

#include <string>

#include "contracts/judge/check.h"

namespace assay {

// SHA-256 over ids, levels and requirements in their order, hex.
std::string catalogue_digest(const Catalogue& catalogue);

}  // namespace assay

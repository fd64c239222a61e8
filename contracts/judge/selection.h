// Which clauses a run is about. What is left out is neither sent for nor judged.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contracts/judge/check.h"

namespace assay {

struct ClauseSelection {
  std::vector<std::string> only{};     // clause ids ("secret/fresh") or families ("secret"); empty: all
  std::vector<std::string> exclude{};  // the same; wins over `only`
};

// Whether the clause is in the selection.
bool selects(const ClauseSelection& selection, std::string_view clause);

// Whether `name` is the clause's id or its family.
bool names(std::string_view name, std::string_view clause);

// Throws BadDocument for a name that is neither a clause of the catalogue nor a family, with the nearest that is, and
// for a selection that leaves nothing.
void refuse_unknown(const ClauseSelection& selection, const Catalogue& catalogue);

}  // namespace assay

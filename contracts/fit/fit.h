// Whether the document describes the operation that the policy speaks of.
#pragma once

#include "contracts/contract.h"

namespace assay {

// Throws BadDocument, with the pointer and what does not fit, where it is certain that the contract's operation is not
// the one that the policy speaks of: its path has no parameter, or other parameters than the policy names, or none of
// its successes can hold the new secret or, of another API than Slate's, a member that the policy gives a role. A
// success can where a schema that is reached from it names the member, or says nothing of members, or allows more of
// them; one without a body can't. The contract was read, not made by hand.
void refuse_unfit(const Contract& contract);

}  // namespace assay

// The part of verify.h that judges a report's exchanges again.
#pragma once

#include "contracts/contract.h"
#include "contracts/judge/check.h"
#include "reports/verify/verify.h"

namespace assay {

// Runs those checks again that read one answer at a time, or compare secrets, whatever the policy says: over the
// exchanges that the report shows, as far as redaction left them as they were ("secret#3" is equal exactly where the
// secret was). A clause that is called kept must not be broken in them, and a finding must be found in the exchange
// that it cites.
//
// `catalogue` is the contract's. Adds nothing but a note when `contract` is not the report's document. The other checks
// need the secrets' bytes, all exchanges or the run's policy: what was told of them can't be judged again.
void verify_judgement(const Report& report, const Contract& contract, const Catalogue& catalogue, Verification& result);

}  // namespace assay

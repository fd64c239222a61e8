// Whether the document describes the operation that the checks know: a rotation that answers with the record of a
// token.
#pragma once

#include "contracts/contract.h"

namespace assay {

// Throws BadDocument, with the pointer and what does not fit, where it is certain that the contract's operation is
// another one: its path has not exactly one parameter, that parameter is called something else than a number, or none
// of its successes can hold a member webhook_secret, which the checks judge. A success can where a schema that is
// reached from it names the member, or says nothing of members, or allows more of them; one without a body can't. The
// contract was read, not made by hand.
void refuse_unfit(const Contract& contract);

}  // namespace assay

// Whether the document describes the operation that the checks know: a rotation that answers with the record of a token.
#pragma once

#include "contracts/contract.h"
#include "contracts/documents/document.h"

namespace assay {

// Throws BadDocument, with the pointer and what does not fit, where it is certain that the contract's operation is another one: its path
// has not exactly one parameter, that parameter is called something else than a number, or none of its successes can hold a member
// webhook_secret, which the checks judge. A success can where a schema that is reached from it names the member, or says nothing of
// members, or allows more of them; one without a body can't. `document` is what the contract was read from.
void refuse_unfit(const Contract& contract, const Document& document);

}  // namespace assay

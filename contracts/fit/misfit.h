// What the parts of the fit have in common (contracts/fit/fit.h).
#pragma once

#include <string>

#include "contracts/contract.h"

namespace assay {

// Throws BadDocument with what does not fit, where it stands in the document, and what to do.
[[noreturn]] void refuse(const Contract& contract, const std::string& pointer, const std::string& message);

// Of what is sent: the path, where the identity stands, what every request must carry; what reads and what lists.
void refuse_requests(const Contract& contract);

}  // namespace assay

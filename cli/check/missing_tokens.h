// The ids given with --id that the server does not know.
#pragma once

#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/history.h"

namespace assay {

// A sentence for each id of which every plain request, and at least one, was answered 404: "token 99 was never found
// (404 38 times)".
std::vector<std::string> missing_tokens(const Contract& contract, const History& history,
                                        const std::vector<std::string>& ids);

}  // namespace assay

// The request that makes a vendor send a delivery: the policy's webhook_trigger, "POST /api-tokens/{token_id}/test".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/http.h"

namespace assay {

// Throws BadDocument, with the policy's file, where the trigger's path has not the rotation's own {parameters} in their
// order: nobody could tell whose delivery it asks for. A policy without one is fine.
void check_trigger(const Contract& contract);

// The contract as it is where somebody hears the deliveries of assay's own mock: one whose policy has no trigger gets
// one, the rotation's own path with "/deliver" behind it.
void hear_own_mock(Contract& contract);

// Of an identity (Pool::rotatable). The policy has a trigger.
Request trigger(const Contract& contract, std::string_view identity, const Headers& headers);

// The raw texts of the parts of the identity of which a request asks for a delivery; nothing where it is no trigger.
std::optional<std::vector<std::string>> triggered(const Contract& contract, const Request& request);

}  // namespace assay

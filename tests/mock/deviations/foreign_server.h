// Honest servers of the vendors in fixtures/vendors, in this process: code that shares nothing with the mock.
#pragma once

#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/http.h"

namespace assay::test {

// The vendors, by the folders of their documents and policies.
const std::vector<std::string>& foreign_vendors();

// The document and the policy of one of them; requests need the bearer token "good".
Contract foreign_contract(const std::string& vendor);

// Its two resources: identities, their parts between commas.
std::vector<std::string> foreign_identities(const std::string& vendor);

// A server of its own state, which keeps the contract. Thread-safe.
Handler foreign_server(const std::string& vendor);

}  // namespace assay::test

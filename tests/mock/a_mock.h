// A contract, tokens and a mock as literals, for tests of mock/.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "mock/faults/fault.h"
#include "mock/mock.h"
#include "mock/stores/memory.h"

namespace assay::test {

// The operation of the Slate document, without its responses: a mock needs no more.
Contract a_contract(const Policy& policy = load_embedded_policy());

// An active token with a webhook, whose secret may be rotated.
Resource a_token(const std::string& id);

// With one member another: the JSON text of its value.
Resource with(Resource resource, const std::string& pointer, const std::string& json);

// Tokens 1 to 5, all rotatable: those of the server that gave fixtures/fastapi-v2.jsonl.
std::vector<Resource> five_tokens();

// A seeded mock of five_tokens().
Handler a_mock(const Policy& policy = load_embedded_policy());

// What faults and preferences know of its API.
FaultGround a_ground();

// POST of the operation for a raw path segment.
Request a_rotation(const std::string& segment, const Headers& headers = {});

// What the handler answers; fails the test when it gives none.
Response ask(const Handler& handler, const Request& request);

// The value of a header, or "(none)".
std::string header(const Response& response, std::string_view name);

}  // namespace assay::test

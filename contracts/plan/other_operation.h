// What keeps a run from asking for more than it was sent to check: an operation of the document that the policy does
// not name.
#pragma once

#include "contracts/contract.h"
#include "contracts/http/http.h"
#include "contracts/plan/plan.h"

namespace assay {

// Whether a router, strict or lenient, could take the request for another operation of the document than the policy's:
// one with its method (or the method that it asks to count as: X-HTTP-Method-Override and its like, "_method"; a HEAD
// is a GET too), whose path fits the request's as it was sent, decoded, with doubled slashes and dot segments taken
// out, in any case, or cut off where a careless reader ends it (';', '?', '#', NUL, the end of a line). The last
// parameter of a path may stand for several segments, as it does in FastAPI's "{path:path}", unless the document calls
// it a number. Where a path fits the policy's own operation too, only one that is more exact counts: routers prefer it
// (OpenAPI 3.1.0, 4.8.8.2).
bool asks_other_operation(const Contract& contract, const Request& request);

// The plan without the requests of asks_other_operation, and without the rounds that are then empty.
Plan without_other_operations(const Contract& contract, Plan plan);

}  // namespace assay

// What explore draws: ids, headers, bodies, requests, whole plans. Each shrinks towards the plainest: the first token's
// own id, no header, no body, one lane, no step.
//
// Whatever is drawn, a server that reads it wrongly by truncating, wrapping, negating, rounding or changing base
// reaches a token of the pool or none: no other token of a live vendor is at stake. The checker's own, with no code of
// the mock.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/http.h"
#include "contracts/plan/plan.h"
#include "contracts/scenarios/scenario.h"

namespace assay::generate {

// A path segment: the id of a token of the pool. pool.rotatable is not empty, here and below.
rc::Gen<std::string> valid_id(const Pool& pool);

// An integer that no server has issued, from the edges of 32, 62, 63, 64 and 128 bits, of doubles and of patience: 2^64
// + id, -id, 400 digits.
rc::Gen<std::string> edge_id(const Pool& pool);

// A near miss of the integer grammar: white space, signs and zeros before an id, a zero fraction, an exponent or a
// letter after it, or no digit at all.
rc::Gen<std::string> hostile_id(const Pool& pool);

// Headers that the operation has no use for; none of them a credential, none that frames the message.
rc::Gen<Headers> headers();

// A request for each id with each query that may be drawn.
std::vector<Request> requests(const Contract& contract, const Pool& pool);

// A request: mostly the operation's, with any of the above; sometimes another method or a query.
rc::Gen<Request> request(const Contract& contract, const Pool& pool);

// At most `steps` rounds, most of one request, some of up to `lanes` at once.
rc::Gen<Plan> plan(const Contract& contract, const Pool& pool, std::size_t steps, std::size_t lanes);

}  // namespace assay::generate

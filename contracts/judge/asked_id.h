// Which token a request asks the operation to rotate: for the strict router that the document describes, and for a
// lenient one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/http.h"
#include "contracts/judge/token_id.h"

namespace assay {

// The path as a lenient router reads it: decoded, doubled slashes and dot segments taken out, ";parameters" cut off, in
// lower case.
std::string plain_path(std::string_view path);

// What a lenient router, which may decode the path before or after taking it apart, can take the target's id for:
// doubled slashes and dot segments taken out, ";parameters" cut off (RFC 3986 5.2.4, 3.3), letters of any case. Empty
// when it is no path of the operation to such a router either.
std::vector<AskedId> lenient_ids(const Operation& operation, std::string_view target);

// The id that a request of the operation asks for, by the document's path or, where that holds none ("1;x=1"), by
// lenient_ids. Nothing when the method or the path is another: such a request rotates on no server.
std::optional<AskedId> asked_id(const Operation& operation, const Request& request);

// Whether a careless server may rotate a token for the request, whatever its method: true but where the id, as the
// document's path places it, and the query hold no digit. What a run may send of these is bounded (--max-rotations).
bool could_rotate(const Operation& operation, const Request& request);

// Whether no server has issued the id: an integer that is negative, or beyond the 64 bits of any counter (more than
// 2^63 - 1).
bool never_issued(const AskedId& asked);

}  // namespace assay

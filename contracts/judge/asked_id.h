// Whose secret a request asks the operation to rotate: for the strict router that the document describes, and for a
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

// Whether an identity is one integer, as where an operation does not say how it is written.
bool is_integer_identity(const Operation& operation);

// The identity that the raw texts of its parts name (contracts/judge/text_id.h): exact where each part is, invalid
// where one is and none is unclear.
AskedId read_identity(const Operation& operation, const std::vector<std::string>& segments);

// The same of an identity as its reader writes it, the parts between commas: "17", "app_1,ep_2".
AskedId read_identity(const Operation& operation, std::string_view identity);

// An identity that is nobody's to any reader, however careless, and without a digit in any base up to sixteen. Empty
// where there is none: of a part with few values (has_few_values) a careless server takes each text for one of them.
std::string harmless_identity(const Operation& operation);

// An identity that every reader takes for one, and that is nobody's. Empty where a part has no such text (nobody_of).
std::string unknown_identity(const Operation& operation);

// Identities that are none by their one part of few values, and whose others are those of an id that may be rotated:
// only where each of the values may be asked for, whatever a careless server makes of the text. Empty else.
std::vector<std::string> invalid_identities(const Operation& operation, const std::vector<std::string>& askable);

// Whether the identity holds what no server has issued: never_issued, or nobody_of.
bool is_nobodys(const Operation& operation, const AskedId& asked);

// Whether the id that a record shows is that of the identity, or one of its parts.
bool is_id_of(std::string_view identity, std::string_view shown);

// The last part of an identity: the resource's own, where others are of what it belongs to.
std::string_view shown_part(std::string_view identity);

// The path as a lenient router reads it: decoded, doubled slashes and dot segments taken out, ";parameters" cut off; in
// lower case where `letters` say so.
enum class Letters { as_sent, lower };
std::string plain_path(std::string_view path, Letters letters = Letters::lower);

// What a lenient router, which may decode the path before or after taking it apart, can take the target's id for:
// doubled slashes and dot segments taken out, ";parameters" cut off (RFC 3986 5.2.4, 3.3), letters of any case. Empty
// when it is no path of the operation to such a router either.
// What stands outside of the path is the request's.
std::vector<AskedId> lenient_ids(const Operation& operation, const Request& request);

// The target without what every request carries behind its path (Operation::query): what a request adds to that stands
// behind '?' again.
std::string without_query(std::string_view query, std::string_view target);

// What tells requests apart by what they ask for, whatever their method: the target and, where a part of the identity
// stands in a header or the body, that.
std::string asked_address(const Operation& operation, const Request& request);

// The id that a request names as the document says, whatever its method; nothing at another path.
std::optional<AskedId> documented_id(const Operation& operation, const Request& request);

// The id that a request of the operation asks for, by the document's path or, where that holds none ("1;x=1"), by
// lenient_ids. Nothing when the method or the path is another: such a request rotates on no server.
std::optional<AskedId> asked_id(const Operation& operation, const Request& request);

// Whether the request is the one that the policy's reading documents, or its listing: a GET of its path, without a
// query or a header that asks for another method. It is safe (RFC 9110 9.2.1).
bool is_reading(const Operation& operation, const Request& request);
bool is_listing(const Operation& operation, const Request& request);

// Whether it is one of the two.
bool only_reads(const Operation& operation, const Request& request);

// Whether a careless server may rotate a token for the request, whatever its method: true but where the id, as the
// document places it, and the query hold no digit or, of texts, where it is made of nobody's word alone, and where it
// has no part of few values. What a run may send of these is bounded (--max-rotations).
bool could_rotate(const Operation& operation, const Request& request);

// Whether no server has issued an integer: one that is negative, or beyond the 64 bits of any counter (more than
// 2^63 - 1).
bool never_issued(const AskedId& asked);

}  // namespace assay

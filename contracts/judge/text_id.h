// Ids that are texts and UUIDs, read as carefully as integers are (contracts/judge/token_id.h).
#pragma once

#include <string_view>

#include "contracts/contract.h"
#include "contracts/judge/token_id.h"

namespace assay {

// The part of an identity that the raw path segment names. A text is exact where it is made of the letters that no
// router or proxy changes (RFC 3986 2.3), at most 100, and fits the pattern. It is invalid where there is a pattern
// that neither it nor its lower-case or upper-case form fits: any text is an id where there is none. A UUID is exact as
// RFC 9562 writes it in lower case, a variant in upper case, without dashes, in braces or behind "urn:uuid:", and
// invalid where it holds a letter that no hexadecimal digit is, or is too short.
AskedId read_part(const IdentityPart& part, std::string_view raw_segment);

// An id of texts or UUIDs that is nobody's: a word that no name begins or ends like, without a digit in any base up to
// sixteen, and a UUID of version 4 that no generator draws.
inline constexpr std::string_view nobody = "zqvjkwzqvjkwzqvjkw";
inline constexpr std::string_view nobodys_uuid = "00000000-0000-4000-8000-000000000000";

// The first of them for a text, whether its pattern allows it or not; the second for a UUID.
// Of a part that is an integer: one beyond 64 bits.
std::string_view nobody_of(const IdentityPart& part);

}  // namespace assay

// Parts of an identity that are no integers, read as carefully as integers are (contracts/judge/token_id.h).
#pragma once

#include <string_view>

#include "contracts/contract.h"
#include "contracts/judge/token_id.h"

namespace assay {

// The part of an identity that a raw text names, percent-encoded as in a path. What is not said here is unclear.
// integer: as read_token_id says but, where the part's numerals are any, a variant where JavaScript reads an integer of
//   less than 2^53: "17e0", "0x11".
// text: exact where it is made of the letters that no router or proxy changes (RFC 3986 2.3), at most 100, and fits the
//   pattern. Invalid where there is a pattern that neither it nor its lower-case or upper-case form fits: any text is
//   an id where there is none.
// word: exact where it is one of the words; a variant where it is one in another case. Invalid where it differs from
//   each in more than case, digits and what stands between letters.
// uuid: exact as RFC 9562 writes it, in either case; a variant without dashes, in braces or behind "urn:uuid:"; invalid
//   where it holds a letter that no hexadecimal digit is, nor the x of "0x".
// number: exact as JSON would write it without an exponent; a variant with signs, zeros or a fraction of zeros that are
//   not needed. Invalid where it holds letters and no digit, and is no word for a number, a boolean or nothing.
// boolean: "true" and "false"; variants in another case. Invalid where it holds letters and no digit, and is no word
//   that means yes, no or nothing to anybody.
// date, date_time: exact as RFC 3339 writes them, in upper case and UTC; a variant with another offset, whose value is
//   the same in UTC. Invalid where it holds letters and no digit, and no word that means a day or a time.
AskedId read_part(const IdentityPart& part, std::string_view raw_text);

// Whether a careless server takes every text for one of few values: a boolean, and a word ("if it is not the first it
// is the second").
bool has_few_values(const IdentityPart& part);

// An id of texts or UUIDs that is nobody's: a word that no name begins or ends like, without a digit in any base up to
// sixteen, and a UUID of version 4 that no generator draws.
inline constexpr std::string_view nobody = "zqvjkwzqvjkwzqvjkw";
inline constexpr std::string_view nobodys_uuid = "00000000-0000-4000-8000-000000000000";

// The first of them for a text, whether its pattern allows it or not; the second for a UUID; of an integer and a number
// one beyond 64 bits. Empty where each value may be somebody's: a word, a boolean, a day.
std::string_view nobody_of(const IdentityPart& part);

}  // namespace assay

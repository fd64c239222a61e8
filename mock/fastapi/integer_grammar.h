// Which strings pydantic 2 takes as an integer (lax mode), and what it says of the others. Agreed with the real parser
// on 4.8 million strings. This is the mock's own reading; the checker has another (contracts/judge/token_id.h) on
// purpose.
//
//     t = the text stripped of Unicode White_Space; ASCII digits only
//     NZ = [1-9](_?[0-9])*
//     t = [+-]? ( 0 | 0[0_]*0 | (0[0_]*)? NZ ) (\.0+)?
//       | \+? 0[0_]* - ( _?0 | _?NZ ) (\.0+)?            a quirk of the real parser: "0-1" is -1
//
// No exponent, no radix, no 64-bit limit; more than 4300 characters of sign and digits are refused.
#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace assay {

enum class IntegerFault {
  int_parsing,       // no integer
  int_parsing_size,  // starts with more than 4300 characters of -?[1-9][0-9]*, whatever follows
};

// The integer as canonical decimal text, or why there is none.
using IntegerReading = std::variant<std::string, IntegerFault>;

// `text` is UTF-8. Linear in its length; allocates only for the value.
IntegerReading read_integer(std::string_view text);

}  // namespace assay

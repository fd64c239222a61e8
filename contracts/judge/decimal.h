// Integers of any length as decimal digits, to make ids that no machine word holds.
#pragma once

#include <string>

namespace assay {

std::string add_decimal(std::string a, std::string b);       // a + b; digits only
std::string subtract_decimal(std::string a, std::string b);  // a - b, where a >= b; digits only, no leading zero

bool at_least_decimal(const std::string& a, const std::string& b);  // a >= b; digits only, no leading zero

// Nobody has issued so many ids: the scenarios ask for these and a token's id more, which a server that wraps takes for
// the token's.
inline const std::string two_62 = "4611686018427387904";
inline const std::string two_64 = "18446744073709551616";
// 54 * 2^64: no 64 bits hold it, and whoever wraps it reads 0. It is less than 10^21, from where on JavaScript writes a
// number as "1e+21", of which parseInt reads the first digit: the id of a token.
inline const std::string beyond_64_bits = "996124179980315787264";

}  // namespace assay

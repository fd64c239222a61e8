// Integers of any length as decimal digits, to make ids that no machine word holds.
#pragma once

#include <string>

namespace assay {

std::string add_decimal(std::string a, std::string b);       // a + b; digits only
std::string subtract_decimal(std::string a, std::string b);  // a - b, where a >= b; digits only, no leading zero

bool at_least_decimal(const std::string& a, const std::string& b);  // a >= b; digits only, no leading zero

}  // namespace assay

// Finds what an answer carries at the places that the policy calls secret.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

// The texts and numbers at `pointers` (RFC 6901) of a JSON body, and those of members with the same last name wherever
// they stand, read without a parser: a body that is cut off, has a byte order mark or doubles a name gives its values
// too. May hold the same text twice. Never throws on any body.
std::vector<std::string> secrets_in(std::string_view body, const std::vector<std::string>& pointers);

}  // namespace assay

// A token as one line of JSON, for a store that keeps text.
#pragma once

#include <string>
#include <string_view>

#include "mock/state/token.h"

namespace assay {

// All members and the count of rotations, nulls written; moments as microseconds since 1970-01-01T00:00:00Z. Throws
// std::runtime_error when a text of the token is not UTF-8.
std::string to_record(const Token& token);

// The token that to_record was given. Throws std::runtime_error, which names no secret, when `record` is none.
Token from_record(std::string_view record);

}  // namespace assay

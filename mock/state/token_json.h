// A token as FastAPI writes it: compact JSON, members in the document's order, nulls written, UTC date-times.
#pragma once

#include <string>

#include "mock/state/token.h"

namespace assay {

// Appends the 16 members of TokenWithSecretResponse. `status` is the one of status_at(now); `token` is full, masked
// (prefix, stars, last4) or empty, as `disclosure` says.
void append_token_json(std::string& out, const Token& token, Moment now, Policy::Token disclosure);

// "2026-01-31T08:15:30Z"; with six digits of a second when the microseconds are not 0. Years 0 to 9999.
std::string to_rfc3339(Moment instant);

}  // namespace assay

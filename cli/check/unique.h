// ${UNIQUE} in a header's value: new with each request. And the headers that need it: a server that knows one of these
// by its value answers a second request of the same value with the answer to the first, which would look like a secret
// given twice.
#pragma once

#include <string>
#include <string_view>

#include "contracts/http/http.h"

namespace assay {

inline constexpr std::string_view unique_mark = "${UNIQUE}";

bool is_unique(std::string_view value);  // holds the mark

// The request as it goes out: each mark is a random UUID (version 4) of its own. Not drawn from the seed: servers
// remember keys for days, and a run with the same seed would get the answers of the one before. Thread-safe.
Request with_unique_values(Request request);

// True for Idempotency-Key (draft-ietf-httpapi-idempotency-key-header) and its like: X-Idempotency-Key,
// Idempotency-Token, Repeatability-Request-ID (OASIS), PayPal-Request-Id, opc-retry-token. Compared without case, '-'
// and '_' alike.
bool names_repetition(std::string_view name);

}  // namespace assay

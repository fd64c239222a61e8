// Trouble that a request asks for itself, in the Prefer header (RFC 7240): `Prefer: code=429`, `Prefer: wait=2`.
#pragma once

#include "contracts/http/http.h"
#include "mock/faults/fault.h"

namespace assay {

// `inner` with these preferences honoured: code=400 to 599 is answered with that status, as `ground` words it, and
// nothing is done; wait=N (seconds, 60 at most) answers so much later. What was honoured stands in Preference-Applied.
// All else in Prefer, and values that make no sense, are ignored, as RFC 7240 2 says; of a preference that stands twice
// the first counts.
Handler with_preferences(Handler inner, FaultGround ground);

}  // namespace assay

// Whether a policy is of the Slate API.
#pragma once

#include "contracts/policy/policy.h"

namespace assay {

// Where the built-in policy is kept, and where a file names all of it again: the rotation replaces /webhook_secret of
// records that are told apart by /id and have the other members of Slate's that its states are made of.
bool is_of_slate(const Policy& policy);

}  // namespace assay

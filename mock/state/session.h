// Sessions: states of the mock that know nothing of each other, one for each name that a request gives.
#pragma once

#include <string_view>

#include "contracts/http/http.h"

namespace assay {

// The session that a request names in X-Assay-Session; "" where it names none. The view lives as long as the request.
std::string_view session_of(const Request& request);

}  // namespace assay

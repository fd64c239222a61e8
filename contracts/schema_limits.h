// What an instance must not exceed before valijson may see it, and what valijson would misread.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "contracts/schema.h"

namespace assay {

// A violation with keyword "limit": more than 100 levels, more than 10,000 values, a text over 1 MiB, a name over 1000
// bytes.
std::optional<Violation> over_limit(const nlohmann::json& instance);

// Whether an integer above 2^63 - 1 stands in it: valijson would take it for a negative one.
bool has_large_unsigned(const nlohmann::json& instance);

// The same with each such integer as the nearest double.
nlohmann::json large_unsigned_as_double(const nlohmann::json& instance);

}  // namespace assay

// What an instance must not exceed to be judged.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "contracts/schema/schema.h"

namespace assay {

// A violation with keyword "limit": more than 100 levels, more than 100,000 values, a text over 1 MiB, a name over 1000
// bytes.
std::optional<Violation> over_limit(const nlohmann::json& instance);

}  // namespace assay

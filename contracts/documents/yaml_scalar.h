// YAML's core schema for plain scalars.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace assay {

// The value of a plain scalar (YAML 1.2.2, 10.3.2); integers beyond 64 bits become doubles. Discarded for .nan and
// .inf, which JSON cannot hold, and for numbers beyond a double.
nlohmann::json core_schema_value(std::string_view text);

}  // namespace assay

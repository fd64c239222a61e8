// The wrappers behind the catalogue of mock/deviation.cpp. Each changes the answers of a handler that keeps its
// contract.
#pragma once

#include <cstdint>

#include "contracts/http.h"

namespace assay {

// deviations/secret.cpp
Handler same_secret_again(Handler inner, std::uint64_t seed);
Handler shared_secret(Handler inner, std::uint64_t seed);
Handler null_secret(Handler inner, std::uint64_t seed);

// deviations/record.cpp
Handler wrong_last4(Handler inner, std::uint64_t seed);
Handler changed_id(Handler inner, std::uint64_t seed);
Handler missing_member(Handler inner, std::uint64_t seed);

// deviations/refusal.cpp
Handler string_detail(Handler inner, std::uint64_t seed);
Handler crash_on_bad_id(Handler inner, std::uint64_t seed);

}  // namespace assay

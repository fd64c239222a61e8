// How a deviation changes an answer.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>

#include "contracts/http.h"

namespace assay {

// Changes the JSON object of an answer; the order of members stays.
using Edit = std::function<void(nlohmann::ordered_json& body)>;

// `inner` with each body of a JSON answer of `status` edited; all other answers pass untouched. Thread-safe when `edit`
// is.
Handler edited(Handler inner, int status, Edit edit);

}  // namespace assay

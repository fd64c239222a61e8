// What the body of a refusal says, by the shape that the policy gives it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "contracts/contract.h"

namespace assay {

// One error. A member that is not there is empty, as one of another type than a text; a code may be a number.
struct ErrorItem {
  std::vector<std::string> where{};  // the first 16 parts; one where it is a text
  std::string text{};
  std::string code{};
};

struct ErrorReading {
  std::vector<ErrorItem> items{};  // the first 100
  std::string fault{};             // why the body is not of the shape; empty: it is
  std::string pointer{};           // where the fault shows
};

// What is said of the refusals of a contract: by the policy, or by FastAPI's convention where it says nothing.
ErrorShape shape_of_errors(const Policy& policy);

// Whether an answer of this status should have the shape: FastAPI's 422, and else any 4xx.
bool has_shape(const ErrorShape& shape, int status);

// `status` is the answer's, which a problem repeats (RFC 9457 section 3.1.2).
ErrorReading read_errors(const ErrorShape& shape, int status, const nlohmann::json& body);

}  // namespace assay

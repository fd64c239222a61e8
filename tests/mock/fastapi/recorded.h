// fixtures/fastapi-v2.jsonl: path segments sent to a real FastAPI server, and what it answered.
#pragma once

#include <string>
#include <vector>

namespace assay::test {

struct Recorded {
  std::string label{};
  std::string segment{};  // raw bytes between "/api-tokens/" and "/webhook/rotate-secret"
  int status = 0;
  std::string body{};    // of errors
  std::string parsed{};  // the integer taken; empty when none was
};

// All rows; fails the test when there are not 216.
std::vector<Recorded> recorded_answers();

}  // namespace assay::test

// What the scenarios plan to send.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "contracts/scenarios/scenario.h"

namespace assay::test {

// All requests, in their order.
inline std::vector<Request> requests_for(const Contract& contract, const Pool& pool) {
  std::vector<Request> requests;
  for (const Plan& plan : plan_scenarios(contract, pool, {}))
    for (const Round& round : plan.rounds) requests.insert(requests.end(), round.begin(), round.end());
  return requests;
}

// Whether a text holds a digit but zero, which names nothing.
inline bool has_digit(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0 && c != '0'; });
}

}  // namespace assay::test

// Contracts of the vendors in fixtures/vendors, and what is said of exchanges with them.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "contracts/judge/judge.h"
#include "contracts/scenarios/scenario.h"

namespace assay::test {

inline Contract contract_of(const std::string& vendor) {
  const std::string folder = "fixtures/vendors/" + vendor;
  return load_contract(folder + "/openapi.yaml", load_policy(folder + "/policy.yaml"));
}

// `exchanges` that follow each other, a second apart.
inline Verdict verdict_on(const Contract& contract, const std::string& clause, std::vector<Exchange> exchanges) {
  for (std::size_t i = 0; i < exchanges.size(); ++i) {
    exchanges[i].sent = std::chrono::seconds(i);
    exchanges[i].done = exchanges[i].sent + std::chrono::milliseconds(1);
  }
  const auto verdicts = judge(contract, {.exchanges = std::move(exchanges)}, {.may_rotate = true, .tokens = 2});
  return *std::find_if(verdicts.begin(), verdicts.end(), [&](const Verdict& v) { return v.check->id == clause; });
}

inline Exchange answered(const Request& request, int status, const std::string& body) {
  return {.request = request,
          .outcome = Response{.status = status, .headers = {{"Content-Type", "application/json"}}, .body = body}};
}

inline Exchange asked(const Contract& contract, const std::string& id, int status, const std::string& body) {
  return answered(rotation(contract, id, {}), status, body);
}

inline Exchange read(const Contract& contract, const std::string& id, int status, const std::string& body) {
  return answered(reading(contract, id, {}), status, body);
}

}  // namespace assay::test

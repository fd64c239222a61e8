#include "cli/check/missing_tokens.h"

#include "contracts/judge/asked_id.h"

namespace assay {

std::vector<std::string> missing_tokens(const Contract& contract, const History& history,
                                        const std::vector<std::string>& ids) {
  const Operation& operation = contract.operation();
  std::vector<std::string> told;
  for (const std::string& id : ids) {
    std::size_t answers = 0, missing = 0;
    for (const Exchange& exchange : history.exchanges) {
      const auto asked = documented_id(operation, exchange.request);
      const Response* response = response_of(exchange);
      if (!response || exchange.request.method != operation.method || !asked || asked->value != id) continue;
      ++answers;
      missing += response->status == 404 ? 1 : 0;
    }
    if (answers > 0 && missing == answers)
      told.push_back(contract.policy.resource().noun + ' ' + id + " was never found (404 " + std::to_string(missing) +
                     " times)");
  }
  return told;
}

}  // namespace assay

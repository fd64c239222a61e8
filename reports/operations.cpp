#include "reports/operations.h"

#include <algorithm>

#include "contracts/policy/written.h"

namespace assay {
namespace {

// Null: the contract was made by hand, and lacks it.
const Operation* find_operation(const Contract& contract, const Use& use) {
  const auto found = std::find_if(contract.operations.begin(), contract.operations.end(),
                                  [&](const Operation& operation) { return operation.id == use.operation; });
  return found == contract.operations.end() ? nullptr : &*found;
}

bool was_sent(const Exchange& exchange) {
  const auto* silence = std::get_if<NoResponse>(&exchange.outcome);
  return silence == nullptr || silence->why != NoResponse::Why::not_sent;
}

}  // namespace

std::optional<AskedOperation> asked_operation(const Contract& contract, const Exchange& exchange) {
  if (!was_sent(exchange)) return std::nullopt;
  const std::string_view target = exchange.request.target;
  for (const Use& use : contract.policy.uses) {
    const Operation* operation = find_operation(contract, use);
    if (operation == nullptr || operation->method != exchange.request.method ||
        !match(operation->path, target.substr(0, target.find('?'))))
      continue;
    const Response* response = response_of(exchange);
    using enum AskedOperation::Success;
    return AskedOperation{use.operation, response != nullptr && use.is_success(response->status) ? yes : no};
  }
  return std::nullopt;
}

void count(const AskedOperation& asked, std::vector<Report::Operation>& operations) {
  for (Report::Operation& operation : operations) {
    if (operation.id != asked.id) continue;
    ++operation.requests;
    operation.successes += asked.success == AskedOperation::Success::yes ? 1 : 0;
  }
}

std::vector<Report::Operation> operations_of(const Contract& contract, const History& history) {
  std::vector<Report::Operation> operations;
  for (const Use& use : contract.policy.uses)
    if (const Operation* operation = find_operation(contract, use))
      operations.push_back(
          {.id = operation->id, .method = operation->method, .path = operation->path, .effect = written(use.effect)});
  for (const Exchange& exchange : history.exchanges)
    if (const auto asked = asked_operation(contract, exchange)) count(*asked, operations);
  return operations;
}

}  // namespace assay

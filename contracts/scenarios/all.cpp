#include "contracts/scenarios/all.h"

#include "contracts/token_id.h"

namespace assay {
namespace {

std::string fill(std::string path, std::string_view segment) {
  const auto open = path.find('{');
  const auto close = path.find('}', open);
  return close == std::string::npos ? path : path.replace(open, close - open + 1, segment);
}

bool could_rotate(const Operation& operation, const Request& request) {
  if (request.method != operation.method) return false;
  const auto segments = match(operation.path, path_of(request.target));
  return segments && !segments->empty() && read_token_id(segments->front()).kind != AskedId::Kind::not_integer;
}

}  // namespace

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> all = {invalid_ids(), rotate_sequence()};
  return all;
}

Request rotation(const Contract& contract, std::string_view segment, const Headers& headers) {
  const Operation& operation = contract.operation();
  return {.method = operation.method, .target = fill(operation.path, segment), .headers = headers};
}

std::size_t count_rotations(const Contract& contract, const Plan& plan) {
  std::size_t count = 0;
  for (const auto& round : plan.rounds)
    for (const auto& request : round) count += could_rotate(contract.operation(), request) ? 1 : 0;
  return count;
}

}  // namespace assay

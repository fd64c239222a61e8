// How often a run asked for each operation that the policy names.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/history.h"
#include "reports/model/report.h"

namespace assay {

struct AskedOperation {
  std::string id{};  // Report::Operation::id
  enum class Success { no, yes } success = Success::no;
};

// The operation that an exchange asked for: with its method, on its path, whatever the id and the query. Nothing where
// there is none in the policy, or the request did not leave the process.
std::optional<AskedOperation> asked_operation(const Contract& contract, const Exchange& exchange);

// Adds an exchange to the operation that it asked for.
void count(const AskedOperation& asked, std::vector<Report::Operation>& operations);

// All that the policy names, the one that rotates first. What asked for none of them (another method, another path) is
// in Run::requests alone.
std::vector<Report::Operation> operations_of(const Contract& contract, const History& history);

}  // namespace assay

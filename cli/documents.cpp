#include "cli/documents.h"

#include "contracts/fit/fit.h"

namespace assay {

Contract load_documents(const DocumentOptions& documents) {
  const bool built_in = documents.document.empty();
  Policy policy = documents.policy.empty() ? load_embedded_policy() : load_policy(documents.policy);
  for (const std::string& setting : documents.settings) set_policy(policy, setting);
  return built_in ? load_embedded_contract(policy) : load_contract(documents.document, policy);
}

Contract load_fitting_documents(const DocumentOptions& documents) {
  Contract contract = load_documents(documents);
  refuse_unfit(contract);
  return contract;
}

}  // namespace assay

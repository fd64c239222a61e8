#include "cli/documents.h"

namespace assay {

Contract load_documents(const DocumentOptions& documents) {
  if (documents.document.empty() && documents.policy.empty()) return load_embedded_contract();
  if (documents.document.empty()) return load_embedded_contract(load_policy(documents.policy));
  return load_contract(documents.document, documents.policy.empty() ? Policy{} : load_policy(documents.policy));
}

}  // namespace assay

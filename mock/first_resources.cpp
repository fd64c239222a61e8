#include "mock/first_resources.h"

#include "contracts/policy/slate.h"
#include "mock/kinds/resource_file.h"
#include "mock/played_api.h"
#include "mock/state/token_file.h"

namespace assay {

std::vector<Resource> first_resources(const Contract& contract, const std::string& file) {
  if (is_of_slate(contract.policy)) return file.empty() ? default_tokens() : load_tokens(file);
  const Identity identity = identity_of(contract);
  const SecretSpelling spelling(contract);
  const ResourceMaker maker(contract, identity, spelling);
  return file.empty() ? maker.make_up() : maker.load(file);
}

std::string absent_id(const Contract& contract) {
  if (is_of_slate(contract.policy)) return {};
  const Identity identity = identity_of(contract);
  const SecretSpelling spelling(contract);
  return ResourceMaker(contract, identity, spelling).absent_id();
}

}  // namespace assay

#include "tests/mock/foreign_apis.h"

#include "contracts/documents/document_file.h"
#include "contracts/fit/fit.h"
#include "mock/kinds/resource_file.h"
#include "mock/played_api.h"
#include "mock/stores/memory.h"

namespace assay::test {

Contract foreign_contract(const std::string& name, const std::string& more) {
  const std::string folder = "fixtures/vendors/" + name;
  const std::string file = folder + "/policy.yaml";
  Contract contract = load_contract(folder + "/openapi.yaml", read_policy(read_document_file(file) + more, file));
  refuse_unfit(contract);
  return contract;
}

ForeignMock foreign_mock(const Contract& contract, const std::string& resources, MockSetup setup) {
  const auto api = read_played_api(contract);
  const ResourceMaker maker(contract, api->identity, api->spelling);
  ForeignMock made{.resources = resources.empty() ? maker.make_up() : maker.parse(resources, "resources.yaml")};
  setup.store = memory_store(made.resources);
  made.mock = assemble_mock(contract, setup);
  return made;
}

}  // namespace assay::test

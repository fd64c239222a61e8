#include "cli/mock/own_mock.h"

#include <algorithm>
#include <cstdint>
#include <memory>

#include "cli/mock/store.h"
#include "contracts/documents/nearest.h"
#include "contracts/judge/asked_id.h"
#include "mock/first_resources.h"
#include "mock/state/act.h"

namespace assay {
namespace {

// A store that goes on where it stands is looked at before anything is added to it.
std::shared_ptr<ResourceStore> store_for(const Contract& contract, const std::string& resources_file,
                                         const std::string& store) {
  const std::vector<Resource> resources = first_resources(contract, resources_file);
  const std::string secret = rules_of(contract.policy).secret;
  for (const Resource& held : open_store(store, {})->list(""))
    if (held.member(secret).empty())
      throw BadDocument(Place{}, "--store: " + store + " holds resources of another API; name another file");
  return open_store(store, resources);
}

void tell_lie(const Deviation& deviation, const Means& means, MockSetup& setup) {
  if (!deviation.delivers) {
    setup.deviation = [lie = deviation.wrap, means](Handler inner) { return lie(std::move(inner), means); };
    return;
  }
  if (!setup.deliveries)
    throw BadDocument(Place{.file = "--deviation"}, deviation.id +
                                                        " is about deliveries, and nothing is delivered: "
                                                        "give assay check --sink, or assay mock --deliver-to URL");
  const DeliveringLiar liar = deviation.delivers(means);
  setup.deliveries->lie = liar.lie;
  setup.deviation = liar.answers;
}

}  // namespace

std::optional<Deviation> deviation_called(const Contract& contract, const std::string& id) {
  if (id.empty()) return std::nullopt;
  std::vector<std::string> known;
  for (const auto& list : {deviations_of(contract), delivery_deviations_of(contract)})
    for (const Deviation& deviation : list) {
      if (deviation.id == id) return deviation;
      known.push_back(deviation.id);
    }
  const std::string nearest = nearest_of(id, known);
  throw BadDocument(Place{}, "--deviation: there is no \"" + id + "\"" +
                                 (nearest.empty() ? "; see assay list deviations" : "; did you mean " + nearest + "?"));
}

OwnMock make_own_mock(const Contract& contract, const std::string& resources_file, std::optional<std::uint64_t> seed,
                      const std::optional<Deviation>& deviation, const Surroundings& surroundings) {
  MockSetup setup{.store = store_for(contract, resources_file, surroundings.store),
                  .seed = seed,
                  .clock = surroundings.clock,
                  .faults = surroundings.faults,
                  .watchers = surroundings.watchers,
                  .cors = surroundings.cors,
                  .deliveries = surroundings.deliveries,
                  .version = ASSAY_VERSION};
  if (deviation) {
    Means means{.seed = seed.value_or(0), .pause = surroundings.pause};
    for (const auto& resource : setup.store->list("")) means.known.push_back(resource.key());
    tell_lie(*deviation, means, setup);
  }
  AssembledMock assembled = assemble_mock(contract, setup);
  OwnMock mock{.handler = std::move(assembled.handler), .parts = std::move(assembled.parts)};
  const Moment now = mock.parts.clock->now();
  const Rules rules = rules_of(contract.policy);
  for (const auto& resource : setup.store->list("")) {
    mock.ids.push_back(resource.key());
    const bool can_ask = read_identity(contract.operation(), resource.key()).kind == AskedId::Kind::exact;
    if (!can_ask || refusal(resource, now, rules)) continue;
    if (mock.rotatable.empty()) mock.example = resource.parameters();
    mock.rotatable.push_back(resource.key());
  }
  const std::string nobodys = unknown_identity(contract.operation());
  if (nobodys.empty() || read_identity(contract.operation(), nobodys).kind != AskedId::Kind::exact)
    if (std::string id = absent_id(contract); !id.empty() && std::count(mock.ids.begin(), mock.ids.end(), id) == 0)
      mock.absent.push_back(std::move(id));
  return mock;
}

}  // namespace assay
